// Real Chromium with a fake camera, through playwright-core.
import { chromium } from 'playwright-core'

const args = [
  '--use-fake-device-for-media-stream=fps=30', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required',
  '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

export async function launch(extra = [], options = {}) {
  return chromium.launch({
    ...options,
    executablePath: '/usr/bin/chromium', headless: true,
    args: [...args, ...(process.getuid() === 0 ? ['--no-sandbox'] : []), ...extra],
  })
}

// A browser with a profile on disk, in Dutch: what a page keeps is there again after the browser was killed.
export async function persistent(server, profile, options = {}) {
  const context = await chromium.launchPersistentContext(profile, {
    baseURL: server.url, locale: 'nl-NL', executablePath: '/usr/bin/chromium', headless: true,
    args: [...args, ...(process.getuid() === 0 ? ['--no-sandbox'] : [])], ...options,
  })
  await context.addCookies([{ name: 'terugblik_language', value: 'nl', url: server.url }])
  return context
}

export const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }
export const laptop = { viewport: { width: 1366, height: 768 } }

// A browser that cannot keep a film itself, for what is about the live film alone. Before its first recorder.
export const liveOnly = (context) => context.addInitScript(() => { delete window.MediaRecorder })

// A person's own browser: one context, logged in through the form, that notes every trouble its pages meet.
export async function visit(browser, server, email, options = {}) {
  const { language = 'nl', ...rest } = options
  const context = await browser.newContext({ baseURL: server.url, locale: language === 'nl' ? 'nl-NL' : 'en-GB', ...laptop, ...rest })
  await context.addCookies([{ name: 'terugblik_language', value: language, url: server.url }])
  const page = await context.newPage()
  const trouble = []
  page.on('console', (m) => { if (m.type() === 'error') trouble.push(`console: ${m.text()} ${m.location().url}`) })
  page.on('pageerror', (e) => trouble.push(`error: ${e.message}`))
  page.on('request', (r) => {
    if (!r.url().startsWith(server.url) && !/^(blob|data):/.test(r.url())) trouble.push(`foreign request: ${r.url()}`)
  })
  if (email) await login(page, email)
  return { context, page, trouble }
}

export async function login(page, email, password = 'terugblik') {
  await page.goto('/login')
  await page.fill('input[name=email]', email)
  await page.fill('input[name=password]', password)
  await Promise.all([page.waitForURL((u) => !u.pathname.startsWith('/login')), page.press('input[name=password]', 'Enter')])
}
