async function signUp(form) {
  const answer = await fetch(`${options.apiURL}/signup`, {
    method: "POST",
    headers: headers(),
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
  });
  if (answer.status !== 202) throw new Error(`the sign-up was not accepted: ${await refusal(answer)}`);
  byTestId("signup-error").hidden = true;
  byTestId("signup-success").hidden = false;
}

// The button stays as it is: the api takes a form that is sent twice as one sign-up.
document.getElementById("signup").addEventListener("submit", (event) => {
  event.preventDefault();
  signUp(event.target).catch((error) => report("signup-error", error));
});
