import assert from 'node:assert/strict';
import test from 'node:test';
import { DcqlQuery } from 'dcql';
import { Openid4vpClient } from '@openid4vc/openid4vp';
import * as jose from 'jose';
import { api, employer, offer, workerID } from './service.mjs';
import { byLibrary, strictly } from './verifier.mjs';
import { callbacks, keyPair, present, take } from './wallet.mjs';

const audience = 'https://receiver.example';
const days = (n) => new Date(Date.now() + n * 24 * 3600 * 1000);
const verifiers = { 'jose, strictly': strictly, '@sd-jwt/sd-jwt-vc': byLibrary };
const pair = await keyPair();
let held;

test('flow A: @openid4vc/openid4vci takes what the home employer offers', async () => {
  held = await take(pair, await offer('check.dbs', 'check.identity', 'registration.NMC'));
  assert.deepEqual(Object.keys(held).sort(), ['check.dbs', 'check.identity', 'registration.NMC']);
  const { vct, cnf, iss } = jose.decodeJwt(held['check.dbs'].split('~')[0]);
  assert.match(vct, /dbs\/1$/);
  assert.match(iss, new RegExp(`/issuers/${employer}$`));
  assert.equal(await jose.calculateJwkThumbprint(cnf.jwk), await jose.calculateJwkThumbprint(pair.jwk));
});

for (const [name, verify] of Object.entries(verifiers)) {
  test(`${name} accepts what the service issued, and shows no more than was chosen`, async () => {
    const shown = await present(pair, held['check.dbs'], ['outcome', 'check_level'], { audience, nonce: 'n-1' });
    const claims = await verify(shown, { audience, nonce: 'n-1' });
    assert.equal(claims.outcome, 'satisfied');
    assert.equal(claims.check_level, 'enhanced_barred');
    assert.ok(!('family_name' in claims));
  });
  test(`${name} rejects a wrong nonce, a wrong audience, a cut key binding and a date behind its end`, async () => {
    const shown = await present(pair, held['check.dbs'], ['outcome'], { audience, nonce: 'n-2' });
    await assert.rejects(verify(shown, { audience, nonce: 'another' }));
    await assert.rejects(verify(shown, { audience: 'https://another.example', nonce: 'n-2' }));
    await assert.rejects(verify(shown.slice(0, shown.lastIndexOf('~') + 1), { audience, nonce: 'n-2' }));
    await assert.rejects(verify(shown, { audience, nonce: 'n-2', currentDate: days(120) }));
  });
  test(`${name} rejects what somebody else's key has signed`, async () => {
    const thief = await keyPair();
    await assert.rejects(verify(await present(thief, held['check.dbs'], ['outcome'], { audience, nonce: 'n-3' }), { audience, nonce: 'n-3' }));
  });
}

const asks = {
  purpose: 'bank_shift',
  asks: [
    { type: 'dbs/1', claims: ['outcome', 'check_level'], optional: ['checked_on'] },
    { type: 'identity/1', claims: ['given_name', 'family_name'] },
  ],
};
const answered = async (id) => api('receiver', 'GET', `/vp/requests/${id}`);

// resolve opens a request by the library, which verifies the request's signature and the certificate's name.
async function resolve(made) {
  const client = new Openid4vpClient({ callbacks: callbacks(pair) });
  const parsed = client.parseOpenid4vpAuthorizationRequest({ authorizationRequest: made.link });
  const request = await client.resolveOpenId4vpAuthorizationRequest({ authorizationRequestPayload: parsed.params });
  return { client, request, payload: request.authorizationRequestPayload };
}

async function respond({ client, payload }, vp_token) {
  const response = await client.createOpenid4vpAuthorizationResponse({ authorizationRequestPayload: payload, authorizationResponsePayload: { vp_token } });
  return client.submitOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: payload, authorizationResponsePayload: response.authorizationResponsePayload, jarm: response.jarm,
  });
}

test('flow B: @openid4vc/openid4vp answers a signed request, and dcql agrees', async () => {
  const made = await api('receiver', 'POST', '/vp/requests', asks);
  const resolved = await resolve(made);
  const { payload } = resolved;
  assert.equal(resolved.request.client.prefix, 'x509_san_dns');
  const kb = { audience: payload.client_id, nonce: payload.nonce };
  const query = DcqlQuery.parse(payload.dcql_query);
  DcqlQuery.validate(query);
  const credential = (vct, claims) => ({ credential_format: 'dc+sd-jwt', vct, claims, cryptographic_holder_binding: true });
  const all = [credential(query.credentials[0].meta.vct_values[0], { outcome: 'satisfied', check_level: 'enhanced_barred', checked_on: '2024-01-02' }),
    credential(query.credentials[1].meta.vct_values[0], { given_name: 'A', family_name: 'B' })];
  assert.equal(DcqlQuery.query(query, all).can_be_satisfied, true);
  assert.equal(DcqlQuery.query(query, all.slice(1)).can_be_satisfied, false, 'without the DBS check');

  const { response } = await respond(resolved, {
    c0: [await present(pair, held['check.dbs'], ['outcome', 'check_level'], kb)],
    c1: [await present(pair, held['check.identity'], ['given_name', 'family_name'], kb)],
  });
  assert.equal(response.status, 200, await response.clone().text());
  const got = await answered(made.request_id);
  assert.equal(got.status, 'verified');
  assert.equal(got.shown[0].claims.check_level, 'enhanced_barred');
  assert.ok(!('checked_on' in got.shown[0].claims), 'the worker left the date out');
});

test('flow B: the service says not satisfied when the DBS check is withheld', async () => {
  const made = await api('receiver', 'POST', '/vp/requests', asks);
  const resolved = await resolve(made);
  const kb = { audience: resolved.payload.client_id, nonce: resolved.payload.nonce };
  const { response } = await respond(resolved, { c1: [await present(pair, held['check.identity'], ['given_name', 'family_name'], kb)] });
  assert.equal(response.status, 400);
  const got = await answered(made.request_id);
  assert.equal(got.reason_code, 'QUERY_NOT_SATISFIED');
  assert.deepEqual(got.receipt.missing, ['dbs/1']);
});

test('both verifiers and the service reject after revocation', async () => {
  await api('home', 'POST', `/workers/${workerID}/checks`, { type: 'dbs', outcome: 'withdrawn', level: 'enhanced_barred', workforce: 'both', checked_on: '2026-01-05' });
  for (const verify of Object.values(verifiers)) {
    const shown = await present(pair, held['check.dbs'], ['outcome'], { audience, nonce: 'n-4' });
    await assert.rejects(verify(shown, { audience, nonce: 'n-4' }), /revoked|status/i);
  }
  const made = await api('receiver', 'POST', '/vp/requests', asks);
  const resolved = await resolve(made);
  const kb = { audience: resolved.payload.client_id, nonce: resolved.payload.nonce };
  await respond(resolved, {
    c0: [await present(pair, held['check.dbs'], ['outcome', 'check_level'], kb)], c1: [await present(pair, held['check.identity'], ['given_name', 'family_name'], kb)],
  });
  assert.equal((await answered(made.request_id)).reason_code, 'REVOKED');
});
