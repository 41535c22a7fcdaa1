const labels = { free: "Free", pro: "Pro" };
const keptPlan = "staging-kept-plan";
// Set from the click until the plan is seen to be Pro: a reload in between picks the upgrade up again. Asking twice is
// safe, the api takes it as one.
const pendingUpgrade = "staging-pending-upgrade";

async function readPlan() {
  const kept = options.keepsPlan ? localStorage.getItem(keptPlan) : null;
  if (kept) return kept;
  const answer = await fetch(`${options.apiURL}/plan`, {
    headers: { authorization: `Bearer ${await token()}` },
  });
  if (!answer.ok) throw new Error(`the plan cannot be read: ${answer.status}`);
  const { plan } = await answer.json();
  if (options.keepsPlan) localStorage.setItem(keptPlan, plan === "free" ? "Free (upgrade to Pro)" : labels[plan]);
  return labels[plan];
}

async function upgrade() {
  byTestId("upgrade-pro").disabled = true;
  localStorage.setItem(pendingUpgrade, "pro");
  const answer = await fetch(options.apiURL + options.upgradePath, {
    method: "POST",
    headers: headers(await token()),
    body: JSON.stringify({ [options.planField]: "pro" }),
  });
  if (options.checksAnswer && answer.status !== 202) {
    localStorage.removeItem(pendingUpgrade);
    throw new Error(`the upgrade was not accepted: ${answer.status}`);
  }
  byTestId("upgrade-success").hidden = false;
}

async function load() {
  const isPending = localStorage.getItem(pendingUpgrade) !== null;
  if (isPending) byTestId("upgrade-pro").disabled = true;
  const plan = await readPlan();
  byTestId("plan").textContent = plan;
  if (plan === labels.pro) {
    byTestId("upgrade-pro").disabled = true;
    byTestId("upgrade-success").hidden = !isPending;
    localStorage.removeItem(pendingUpgrade);
  } else if (isPending) {
    await upgrade();
  }
}

function fail(error) {
  report("upgrade-error", error);
  byTestId("upgrade-pro").disabled = false;
}

byTestId("upgrade-pro").addEventListener("click", () => upgrade().catch(fail));
load().catch(fail);
