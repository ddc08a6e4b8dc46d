// Chromium with our service worker is handed what the courier sent to its push service, by the DevTools protocol.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const { MUSTER_URL: base, MUSTER_PUSH: payload, MUSTER_LEAD: token, MUSTER_CHROMIUM: program = '/usr/bin/chromium' } = process.env;

test('the notification says what the alert says, and a click leads to it', { timeout: 90_000 }, async (t) => {
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
  t.after(() => browser.close());
  const context = await browser.newContext({ extraHTTPHeaders: { authorization: 'Bearer ' + token } });
  await context.grantPermissions(['notifications'], { origin: base });
  const page = await context.newPage();
  await page.goto(base + '/fill-rate/alerts/inbox');

  const devtools = await context.newCDPSession(page);
  const registered = new Promise((resolve) => devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    const one = registrations.find((r) => !r.isDeleted && r.scopeURL === base + '/');
    if (one) resolve(one.registrationId);
  }));
  await devtools.send('ServiceWorker.enable');
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/assets/sw.js', { scope: '/' });
    await navigator.serviceWorker.ready;
  });
  await devtools.send('ServiceWorker.deliverPushMessage', { origin: base, registrationId: await registered, data: payload });
  await page.waitForFunction(async () => (await (await navigator.serviceWorker.ready).getNotifications()).length > 0);
  const shown = await page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications())
    .map(({ title, body, data }) => ({ title, body, data })));
  const message = JSON.parse(payload);
  assert.deepEqual(shown, [{ title: message.title, body: message.body, data: { url: message.url } }]);
  assert.equal(message.title, 'Alert: East Kent Hospitals');
  assert.equal(message.body, 'Nursing midwifery: 0% filled of 1 shift');

  // No browser lets a program click its notification, nor open a window without a click: the event is the worker's own, and
  // the window is noted and opened here.
  const asked = await context.serviceWorkers()[0].evaluate(async () => {
    const opened = [];
    Object.defineProperty(self.clients, 'openWindow', { value: async (url) => { opened.push(url); } });
    const [notification] = await self.registration.getNotifications();
    const click = new NotificationEvent('notificationclick', { notification });
    let done;
    Object.defineProperty(click, 'waitUntil', { value: (promise) => { done = promise; } });
    self.dispatchEvent(click);
    await done;
    return { opened, left: (await self.registration.getNotifications()).length };
  });
  assert.deepEqual(asked, { opened: [base + '/fill-rate/alerts'], left: 0 });
  await page.goto(asked.opened[0]);
  const text = await page.locator('main').innerText();
  assert.match(text, /East Kent Hospitals/);
  assert.match(text, /0% filled of 1 shift/);
});
