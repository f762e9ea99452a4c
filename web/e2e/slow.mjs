// Measures what a person waits for on a slow phone line, on a server with the demo's films, in the form of Go's benchmarks:
//   node slow.mjs
// The line is Chromium's emulation: 400 ms to each request's answer, 1.6 Mbit/s down, 0.75 Mbit/s up.
import { Server, Client, until } from './lib/server.mjs'
import { laptop, launch, phone, visit } from './lib/browser.mjs'
import { playerReady } from './lib/steps.mjs'

const line = { offline: false, latency: 400, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 }
const figures = []

// A page of its own on the slow line, with nothing kept from before unless the person has been there.
async function slow(browser, server, email, screen) {
  const { context, page } = await visit(browser, server, email, screen)
  const wire = await context.newCDPSession(page)
  await wire.send('Network.enable')
  let bytes = 0
  let last = Date.now()
  wire.on('Network.dataReceived', ({ encodedDataLength }) => {
    bytes += encodedDataLength
    last = Date.now()
  })
  await wire.send('Network.setBypassServiceWorker', { bypass: true }) // its requests would not be slowed
  await wire.send('Network.emulateNetworkConditions', line)
  const taken = () => {
    const sum = bytes
    bytes = 0
    return sum
  }
  // Event streams stay open, so that quiet is: nothing came for two seconds.
  const quiet = () => until(() => Date.now() - last > 2000, 60_000, 'the line to be quiet')
  return { context, page, taken, quiet }
}

// When the words of the page stood on the screen, in ms after the navigation began.
const readable = (page) => page.evaluate(() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true })
}))

async function open(name, at, path) {
  at.taken()
  await at.page.goto(path, { waitUntil: 'load' })
  const ms = await readable(at.page)
  await at.quiet()
  figures.push([name, [[ms, 'ms-readable'], [at.taken() / 1000, 'kB']]])
}

// From the tap to the first moving picture.
async function tapped(name, page, tap) {
  await page.evaluate(() => {
    window.played = new Promise((done) => document.addEventListener('playing', () => done(performance.now()), { capture: true, once: true }))
  })
  const before = await page.evaluate(() => performance.now())
  await tap()
  figures.push([name, [[(await page.evaluate(() => window.played)) - before, 'ms-to-picture']]])
}

// The film of a round whose moments wait for its owner.
async function released(owner) {
  const { items } = await owner.get('/api/v1/recordings')
  for (const film of items) {
    const { step } = await owner.get(`/api/v1/cycles/${film.cycle_id}`)
    if (film.state === 'ready' && step === 'look') return film
  }
  return null
}

const server = process.env.SLOW_URL ? { url: process.env.SLOW_URL, remove() {} } : await (await Server.make({ args: ['--demo'] })).start()
const browser = await launch()
try {
  const samira = await Client.login(server, 'medewerker@demo.test')
  const film = await until(() => released(samira), 600_000, 'the story of the demo')

  let at = await slow(browser, server, null, phone)
  await open('SlowLine/first-page', at, '/login')
  await at.context.close()
  at = await slow(browser, server, 'medewerker@demo.test', phone)
  await open('SlowLine/home', at, '/')
  await open('SlowLine/review', at, `/cycles/${film.cycle_id}/review`)
  const next = at.page.locator('.review .button-primary').first()
  await next.waitFor()
  await at.quiet()
  await tapped('SlowLine/first-moment', at.page, () => next.click())
  await open('SlowLine/recording', at, `/recordings/${film.id}`)
  await playerReady(at.page)
  await tapped('SlowLine/play', at.page, () => at.page.locator('tb-player video').click())
  await at.context.close()
  at = await slow(browser, server, 'coach@demo.test', laptop)
  await open('SlowLine/desk', at, `/recordings/${film.id}`)
  await at.context.close()
} finally {
  await browser.close()
  await server.remove()
}
console.log('pkg: terugblik/web/e2e')
for (const [name, values] of figures) console.log(`Benchmark${name} 1 ${values.map(([value, unit]) => `${value.toFixed(0)} ${unit}`).join(' ')}`)
