// A receiver outside the system: certificates made by openssl, requests and answers by @openid4vc/openid4vp.
import { execFileSync } from 'node:child_process';
import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as jose from 'jose';
import { Openid4vpVerifier } from '@openid4vc/openid4vp';
import { callbacks } from './wallet.mjs';

const der = (pem) => new X509Certificate(pem).raw.toString('base64');

// certificates makes an authority, and under it the certificate of a host.
export function certificates(host) {
  const dir = mkdtempSync(join(tmpdir(), 'receiver-'));
  const openssl = (...args) => execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'ignore', 'inherit'] });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  try {
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Receivers authority', '-addext', 'keyUsage=critical,keyCertSign');
    openssl('req', '-x509', ...key, '-keyout', 'leaf.key', '-out', 'leaf.pem', '-days', '1', '-subj', '/CN=Receiver', '-CA', 'ca.pem', '-CAkey', 'ca.key',
      '-addext', `subjectAltName=DNS:${host}`, '-addext', 'basicConstraints=critical,CA:FALSE', '-addext', 'keyUsage=critical,digitalSignature');
    const read = (name) => readFileSync(join(dir, name), 'utf8');
    return { root: der(read('ca.pem')), chain: [der(read('leaf.pem')), der(read('ca.pem'))], key: createPrivateKey(read('leaf.key')) };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

// listen starts the receiver: it serves the newest request that it made, and keeps what it is answered.
export async function listen() {
  const made = { request: '', answers: [], fetched: 0 };
  const server = createServer((req, res) => {
    if (req.url === '/request') {
      made.fetched++;
      res.setHeader('content-type', 'application/oauth-authz-req+jwt').end(made.request);
      return;
    }
    let body = '';
    req.on('data', (part) => { body += part; });
    req.on('end', () => {
      made.answers.push(Object.fromEntries(new URLSearchParams(body)));
      res.setHeader('content-type', 'application/json').end(JSON.stringify({ redirect_uri: `http://${req.headers.host}/done` }));
    });
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const host = `127.0.0.1:${server.address().port}`;
  const own = certificates('127.0.0.1');
  const client_id = 'x509_san_dns:127.0.0.1';
  const verifier = new Openid4vpVerifier({ callbacks: { ...callbacks({}), signJwt: async (signer, { header, payload }) => ({
    jwt: await new jose.SignJWT(payload).setProtectedHeader(header).sign(signer.key ?? own.key),
    signerJwk: await jose.exportJWK(new X509Certificate(Buffer.from(own.chain[0], 'base64')).publicKey),
  }) } });

  // ask makes a request and gives the link to it, with what the answer has to fit.
  async function ask(dcql_query, { signer = {}, change = {} } = {}) {
    const { authorizationRequest, authorizationRequestPayload, jar } = await verifier.createOpenId4vpAuthorizationRequest({
      jar: {
        requestUri: `http://${host}/request`, expiresInSeconds: 300, additionalJwtPayload: { aud: 'https://self-issued.me/v2' },
        jwtSigner: { method: 'x5c', alg: 'ES256', x5c: own.chain, ...signer },
      },
      authorizationRequestPayload: {
        response_type: 'vp_token', response_mode: 'direct_post', client_id, response_uri: `http://${host}/answer`, nonce: randomUUID(), state: randomUUID(), dcql_query,
        client_metadata: { vp_formats_supported: { 'dc+sd-jwt': { 'sd-jwt_alg_values': ['ES256'], 'kb-jwt_alg_values': ['ES256'] } } }, ...change,
      },
    });
    made.request = jar.authorizationRequestJwt;
    return { link: authorizationRequest, payload: authorizationRequestPayload };
  }

  // answer reads the newest answer by the library.
  const answer = (payload) => verifier.parseOpenid4vpAuthorizationResponse({ authorizationRequestPayload: payload, authorizationResponse: made.answers.at(-1), callbacks: callbacks({}) });
  return { host, root: own.root, client_id, made, ask, answer, close: () => server.close() };
}
