// The service under test, as its people reach it. Where it listens and who may ask comes from interop_test.go.
export const base = process.env.MUSTER_URL;
export const workerID = process.env.MUSTER_WORKER;
export const employer = 'RVV';

const tokens = { home: process.env.MUSTER_HOME, worker: process.env.MUSTER_WORKER_TOKEN, receiver: process.env.MUSTER_RECEIVER, outsider: process.env.MUSTER_OUTSIDER, lead: process.env.MUSTER_LEAD };

// api calls the JSON API in somebody's name.
export async function api(who, method, path, body) {
  const answer = await fetch(`${base}/api/passports/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${tokens[who]}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  }
  return text ? JSON.parse(text) : undefined;
}

// offer has the home employer offer kinds of credential; the worker opens the link.
export async function offer(...kinds) {
  const made = await api('home', 'POST', `/workers/${workerID}/offers`, { kinds });
  return api('worker', 'POST', `/me/offers/${made.offer_id}/wallet`);
}
