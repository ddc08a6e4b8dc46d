// Starts the NHS components. Every page works without this file.
const main = document.querySelector('script[data-nhs]');
if (main) {
  import(main.dataset.nhs).then(({ initAll }) => initAll());
}

// A second press of a submit button sends nothing while the first is on its way. The server would answer both alike,
// by the form's idempotency key; this spares the wait. Forms that htmx sends stay on the page and are left alone.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.matches('[hx-post], [hx-get]')) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  // The page may come back from the browser's memory, or the answer may be a file.
  const release = () => delete form.dataset.sent;
  window.addEventListener('pageshow', release, { once: true });
  window.setTimeout(release, 5000);
});

// Cached pages hold one person's shifts: on a shared phone they go with the sign-out.
document.addEventListener('submit', (event) => {
  if (event.target.matches('form[action="/signout"]') && 'caches' in window) {
    caches.keys().then((names) => names.forEach((name) => caches.delete(name)));
  }
});

// Push messages: the page says in words what this phone can do; the button appears only where it can ring.
const ringer = document.querySelector('[data-push-key]');
if (ringer && 'serviceWorker' in navigator && 'PushManager' in window) {
  const button = ringer.querySelector('[data-push-button]');
  const status = ringer.querySelector('[data-push-status]');
  const post = (path, body) => fetch((ringer.dataset.pushApi || '/api/shifts/v1') + path, {
    method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
  });
  const show = (subscription) => {
    button.hidden = false;
    button.textContent = subscription ? 'Stop ringing this phone' : 'Ring this phone';
    status.textContent = subscription ? 'This phone rings.' : 'This phone does not ring.';
  };
  const toggle = async (registration) => {
    const subscription = await registration.pushManager.getSubscription();
    if (subscription) {
      await post('/push-subscriptions/end', { endpoint: subscription.endpoint });
      await subscription.unsubscribe();
      return show(null);
    }
    const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: ringer.dataset.pushKey });
    const { endpoint, keys } = made.toJSON();
    const answer = await post('/push-subscriptions', { endpoint, keys });
    if (!answer.ok) {
      await made.unsubscribe();
      status.textContent = 'This phone could not be added. Try again in a while.';
      return undefined;
    }
    return show(made);
  };
  navigator.serviceWorker.register('/assets/sw.js', { scope: '/' }).then(async (registration) => {
    show(await registration.pushManager.getSubscription());
    button.addEventListener('click', () => toggle(registration).catch(() => {
      status.textContent = 'This phone does not allow push messages. Allow them in its settings, then try again.';
    }));
  }).catch(() => {
    status.textContent = 'This browser cannot be rung.';
  });
}
