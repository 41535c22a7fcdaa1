// The cart that was ordered here, until the api is seen to have it: a reload in between picks the order up again. A cart
// is ordered once, so the button stays as it is: who clicks twice orders once.
const pendingCart = "staging-pending-cart";
let cart = null;

async function order() {
  localStorage.setItem(pendingCart, cart);
  const answer = await fetch(`${options.apiURL}/orders`, {
    method: "POST",
    headers: headers(await token()),
    body: JSON.stringify({ cart }),
  });
  if (answer.status !== 202) {
    localStorage.removeItem(pendingCart);
    throw new Error(`the order was not accepted: ${await refusal(answer)}`);
  }
  byTestId("order-error").hidden = true;
  byTestId("order-success").hidden = false;
}

async function load() {
  byTestId("submit-order").disabled = true;
  const answer = await fetch(`${options.apiURL}/shop`, {
    headers: { authorization: `Bearer ${await token()}` },
  });
  if (!answer.ok) throw new Error(`the shop cannot be read: ${await refusal(answer)}`);
  const shop = await answer.json();
  cart = shop.cart;
  byTestId("product").textContent = shop.product;
  byTestId("price").textContent = (shop.price / 100).toFixed(2);
  byTestId("stock").textContent = shop.stock;
  byTestId("submit-order").disabled = shop.stock === 0;
  const pending = localStorage.getItem(pendingCart);
  if (pending === cart) await order();
  else localStorage.removeItem(pendingCart);
}

const fail = (error) => report("order-error", error);
byTestId("submit-order").addEventListener("click", () => order().catch(fail));
load().catch(fail);
