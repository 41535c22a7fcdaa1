"use strict";

const options = JSON.parse(document.getElementById("options").textContent);
const byTestId = (id) => document.querySelector(`[data-testid="${id}"]`);
const labels = { free: "Free", pro: "Pro" };
const keptPlan = "staging-kept-plan";
// Set from the click until the plan is seen to be Pro: a reload in between picks the upgrade up again. Asking twice is
// safe, the api takes it as one.
const pendingUpgrade = "staging-pending-upgrade";

async function token() {
  const answer = await fetch("/session");
  if (!answer.ok) {
    location.assign("/login");
    throw new Error("not logged in");
  }
  return (await answer.json()).token;
}

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

function headers(bearer) {
  const headers = { authorization: `Bearer ${bearer}`, "content-type": "application/json" };
  if (!options.carriesCorrelation) return headers;
  headers["x-correlation-id"] = localStorage.getItem("x-correlation-id") ?? crypto.randomUUID();
  const traceparent = localStorage.getItem("traceparent");
  if (traceparent) headers.traceparent = traceparent;
  return headers;
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

function report(error) {
  const place = byTestId("upgrade-error");
  place.textContent = error.message;
  place.hidden = false;
  byTestId("upgrade-pro").disabled = false;
}

byTestId("upgrade-pro").addEventListener("click", () => upgrade().catch(report));
load().catch(report);
