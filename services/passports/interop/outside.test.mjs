import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { DcqlPresentationResult, DcqlQuery } from 'dcql';
import { certificates, listen } from './receiver.mjs';
import { api } from './service.mjs';
import { byLibrary, strictly } from './verifier.mjs';

const receiver = await listen();
after(receiver.close);
const vct = (type) => [`https://muster.example/vct/${type}`];
const query = {
  credentials: [
    { id: 'dbs', format: 'dc+sd-jwt', meta: { vct_values: vct('dbs/1') }, claims: [{ id: 'o', path: ['outcome'] }, { id: 'l', path: ['check_level'] }, { id: 'd', path: ['checked_on'] }], claim_sets: [['o', 'l', 'd'], ['o', 'l']] },
    { id: 'nmc', format: 'dc+sd-jwt', meta: { vct_values: vct('professional-registration/1') }, claims: [{ path: ['regulator'], values: ['NMC'] }, { path: ['registration_status'] }] },
    { id: 'refs', format: 'dc+sd-jwt', meta: { vct_values: vct('references/1') }, claims: [{ path: ['outcome'] }] },
  ],
  credential_sets: [{ options: [['dbs', 'nmc']] }, { options: [['refs']], required: false }],
};
const opened = async (link) => (await api('outsider', 'POST', '/me/approaches', { link })).approach_id;

test('a receiver that nobody listed is refused and not called', async () => {
  const { link } = await receiver.ask(query);
  await assert.rejects(opened(link), /40[34]/);
  assert.equal(receiver.made.fetched, 0);
});

test('the lead lists the receiver', async () => {
  await api('lead', 'POST', '/receivers', { over: 0, receivers: [{ name: 'Interop Hospice', purpose: 'pre_employment', hosts: [receiver.host], roots: [receiver.root], valid_from: '2020-01-01T00:00:00Z' }] });
});

test('@openid4vc/openid4vp asks, a passport that is kept here answers, and both verifiers and dcql are content', async () => {
  const { link, payload } = await receiver.ask(query);
  const id = await opened(link);
  const seen = await api('outsider', 'GET', `/me/approaches/${id}`);
  assert.equal(seen.receiver, 'Interop Hospice');
  assert.equal(seen.signed, true);
  assert.deepEqual(seen.shares.map((s) => [s.query, s.needed]), [['dbs', true], ['nmc', true], ['refs', false]]);
  assert.equal(receiver.made.answers.length, 0, 'nothing is shown before the worker says yes');

  const done = await api('outsider', 'POST', `/me/approaches/${id}/answer`, {});
  assert.equal(done.status, 'accepted');
  assert.equal(done.next, `http://${receiver.host}/done`);
  const { dcql } = await receiver.answer(payload);
  assert.deepEqual(Object.keys(dcql.presentations).sort(), ['dbs', 'nmc'], 'the spare one was kept back');
  const shown = {};
  for (const [of, [presentation]] of Object.entries(dcql.presentations)) {
    const kb = { audience: receiver.client_id, nonce: payload.nonce };
    const claims = await strictly(presentation, kb);
    await byLibrary(presentation, kb);
    await assert.rejects(strictly(presentation, { ...kb, nonce: 'another' }));
    await assert.rejects(strictly(presentation, { ...kb, audience: 'x509_san_dns:evil.example' }));
    shown[of] = [{ credential_format: 'dc+sd-jwt', vct: claims.vct, claims, cryptographic_holder_binding: true }];
  }
  assert.equal(shown.dbs[0].claims.check_level, 'enhanced_barred');
  assert.ok(!('checked_on' in shown.dbs[0].claims), 'the date was left out');
  assert.ok(!('number' in shown.nmc[0].claims) && !('family_name' in shown.nmc[0].claims), 'nothing is shown that was not asked for');
  const parsed = DcqlQuery.parse(query);
  const result = DcqlPresentationResult.fromDcqlPresentation(shown, { dcqlQuery: parsed });
  DcqlPresentationResult.validate(result);
  assert.equal(result.can_be_satisfied, true);

  await assert.rejects(api('outsider', 'POST', `/me/approaches/${id}/answer`, {}), /409/);
  assert.equal(receiver.made.answers.length, 1, 'it is sent once');
  const { looks } = await api('outsider', 'GET', '/me/looks');
  assert.ok(looks.some((l) => l.name === 'Interop Hospice' && l.purpose === 'presentation'));
});

test('a no reaches the receiver as access_denied', async () => {
  const { link, payload } = await receiver.ask(query);
  await api('outsider', 'POST', `/me/approaches/${await opened(link)}/decline`);
  assert.deepEqual(receiver.made.answers.at(-1), { error: 'access_denied', state: payload.state });
});

test('a request by another authority, for an encrypted answer, or for something to be signed is refused', async () => {
  const thief = certificates('127.0.0.1');
  for (const how of [
    { signer: { x5c: thief.chain, key: thief.key } }, { change: { response_mode: 'direct_post.jwt' } },
    { change: { transaction_data: [Buffer.from('{"type":"x","credential_ids":["dbs"]}').toString('base64url')] } },
  ]) {
    const { link } = await receiver.ask(query, how);
    await assert.rejects(opened(link), /422/);
  }
  assert.equal(receiver.made.answers.length, 2);
});
