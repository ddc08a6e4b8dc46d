// Rings the phone, and keeps the pages that a worker needs where there is no signal. Every page works without it.
const kept = 'muster-pages-1';
const offline = ['/my-shifts', '/passport', '/passport/door'];

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const m = event.data ? event.data.json() : {};
  event.waitUntil(self.registration.showNotification(m.title || 'Muster', { body: m.body || 'Open Muster to see it.', data: { url: m.url || '/notices' } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const target = new URL(event.notification.data.url, self.location.origin);
  if (target.origin !== self.location.origin) {
    return;
  }
  event.waitUntil(self.clients.matchAll({ type: 'window' }).then((windows) => {
    const open = windows.find((w) => w.url === target.href);
    return open ? open.focus() : self.clients.openWindow(target.href);
  }));
});

// The network first, always: what is kept is shown only when there is none. Nothing but these pages and the files that
// they are drawn with is kept; signing out deletes it.
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) {
    return;
  }
  const page = event.request.mode === 'navigate' && offline.includes(url.pathname);
  const asset = url.pathname.startsWith('/assets/');
  if (!page && !asset && event.request.mode !== 'navigate') {
    return;
  }
  event.respondWith(fetch(event.request).then((answer) => {
    if ((page || asset) && answer.ok && !answer.redirected) {
      const copy = answer.clone();
      event.waitUntil(caches.open(kept).then((cache) => cache.put(page ? url.pathname : event.request, copy)));
    }
    return answer;
  }).catch(async () => {
    const cache = await caches.open(kept);
    const found = await cache.match(asset ? event.request : url.pathname) || (asset ? undefined : await cache.match('/my-shifts'));
    return found || Response.error();
  }));
});
