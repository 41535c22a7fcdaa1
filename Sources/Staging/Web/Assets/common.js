"use strict";

// What every page's script begins with.

const options = JSON.parse(document.getElementById("options").textContent);
const byTestId = (id) => document.querySelector(`[data-testid="${id}"]`);

async function token() {
  const answer = await fetch("/session");
  if (!answer.ok) {
    location.assign("/login");
    throw new Error("not logged in");
  }
  return (await answer.json()).token;
}

function headers(bearer) {
  const headers = { "content-type": "application/json" };
  if (bearer) headers.authorization = `Bearer ${bearer}`;
  if (options.carriesCorrelation === false) return headers;
  headers["x-correlation-id"] = localStorage.getItem("x-correlation-id") ?? crypto.randomUUID();
  const traceparent = localStorage.getItem("traceparent");
  if (traceparent) headers.traceparent = traceparent;
  return headers;
}

// Why the api refused, in its own words.
async function refusal(answer) {
  try {
    return (await answer.json()).error.message;
  } catch {
    return String(answer.status);
  }
}

function report(id, error) {
  const place = byTestId(id);
  place.textContent = error.message;
  place.hidden = false;
}
