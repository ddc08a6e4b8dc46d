// Two verifiers of other people: jose with the few lines that a careful reader of the standard adds, and sd-jwt-vc.
import assert from 'node:assert/strict';
import { createHash, webcrypto } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import * as jose from 'jose';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { base } from './service.mjs';
import { hasher } from './wallet.mjs';

// keysOf fetches an issuer's keys from where the well-known part stands between host and path.
export async function keysOf(issuer) {
  const u = new URL(issuer);
  assert.equal(u.origin, base, 'keys are fetched from the issuer that is known, and from nowhere else');
  const meta = await (await fetch(`${u.origin}/.well-known/jwt-vc-issuer${u.pathname}`)).json();
  assert.equal(meta.issuer, issuer);
  return meta.jwks ?? (await (await fetch(meta.jwks_uri)).json());
}

async function statusOf(payload, currentDate) {
  const { uri, idx } = payload.status.status_list;
  const token = await (await fetch(uri)).text();
  const { payload: list } = await jose.jwtVerify(token, jose.createLocalJWKSet(await keysOf(payload.iss)), {
    typ: 'statuslist+jwt', algorithms: ['ES256'], subject: uri, currentDate,
  });
  assert.equal(list.status_list.bits, 1);
  const bytes = inflateSync(jose.base64url.decode(list.status_list.lst), { maxOutputLength: 4 << 20 });
  return (bytes[idx >> 3] >> (idx & 7)) & 1;
}

// strictly verifies a presentation with jose alone; it gives the claims that were shown.
export async function strictly(presentation, { audience, nonce, currentDate = new Date() }) {
  const parts = presentation.split('~');
  const [token, kb] = [parts[0], parts.at(-1)];
  const unverified = jose.decodeJwt(token);
  const { payload } = await jose.jwtVerify(token, jose.createLocalJWKSet(await keysOf(unverified.iss)), {
    typ: 'dc+sd-jwt', algorithms: ['ES256'], currentDate, requiredClaims: ['exp', 'vct', 'cnf', 'status'],
  });
  const claims = { ...payload };
  for (const text of parts.slice(1, -1)) {
    const digest = createHash('sha256').update(text).digest('base64url');
    assert.ok(payload._sd.includes(digest), 'a disclosure that the issuer did not sign');
    const [, name, value] = JSON.parse(new TextDecoder().decode(jose.base64url.decode(text)));
    assert.ok(!(name in payload));
    claims[name] = value;
  }
  assert.ok(kb, 'the holder has signed nothing');
  const { payload: bound } = await jose.jwtVerify(kb, await jose.importJWK(payload.cnf.jwk, 'ES256'), {
    typ: 'kb+jwt', algorithms: ['ES256'], audience, currentDate, maxTokenAge: '5m', clockTolerance: 30,
  });
  assert.equal(typeof bound.aud, 'string');
  assert.equal(bound.nonce, nonce, 'the nonce is another');
  assert.equal(bound.sd_hash, createHash('sha256').update(presentation.slice(0, presentation.length - kb.length)).digest('base64url'));
  assert.equal(await statusOf(payload, currentDate), 0, 'the credential was revoked');
  return claims;
}

const verifies = (jwk) => async (data, signature) => {
  const key = await webcrypto.subtle.importKey('jwk', { ...jwk, use: undefined, key_ops: ['verify'] }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  return webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, jose.base64url.decode(signature), new TextEncoder().encode(data));
};

// byLibrary verifies a presentation with @sd-jwt/sd-jwt-vc, which compares no audience: that is asserted here.
export async function byLibrary(presentation, { audience, nonce, currentDate = new Date() }) {
  const { keys } = await keysOf(jose.decodeJwt(presentation.split('~')[0]).iss);
  const keyID = jose.decodeProtectedHeader(presentation.split('~')[0]).kid;
  const verifier = verifies(keys.find((k) => k.kid === keyID));
  const instance = new SDJwtVcInstance({
    hasher, hashAlg: 'sha-256', verifier, statusVerifier: verifier,
    kbVerifier: (data, signature, payload) => verifies(payload.cnf.jwk)(data, signature),
    statusListFetcher: async (uri) => (await fetch(uri)).text(),
  });
  const result = await instance.verify(presentation, { keyBindingNonce: nonce, currentDate: Math.floor(currentDate.getTime() / 1000) });
  assert.equal(result.kb.payload.aud, audience, 'the audience is another');
  return result.payload;
}
