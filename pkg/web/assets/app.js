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
