// One page of each kind that an account reaches by links, on a phone and a laptop, light and dark: what only a browser can
// tell. That every page is there, in its language, with one heading and no key of a text, TestEveryPageThatALinkLeadsToIsWhole
// asks of all of them.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Server, until } from '../lib/server.mjs'
import { laptop, launch, phone, visit } from '../lib/browser.mjs'
import { barriers, make } from '../lib/axe.mjs'
import { film, openCycle, out, people, watchable } from '../lib/steps.mjs'

const accounts = ['medewerker', 'collega', 'coach', 'coach2', 'leidinggevende', 'beheer', 'fg', 'buiten']
const looks = []
for (const screen of ['phone', 'laptop']) for (const colorScheme of ['light', 'dark']) looks.push({ screen, colorScheme })
const screens = { phone, laptop }

let server, browser, recording

before(async () => {
  await mkdir(out, { recursive: true })
  server = await Server.withPeople({ args: ['--demo'] }) // shows the accounts at the log-in, and tells its story meanwhile
  browser = await launch()
  const api = await people(server, 'collega', 'coach', 'beheer')
  await until(async () => (await api.beheer.get('/api/v1/children')).items.length > 0, 60_000, 'the register of the demo')
  const cycle = await openCycle(api.collega, api.coach, 'Hoe doe ik mee in het spel zonder het over te nemen?')
  recording = (await api.collega.post('/api/v1/recordings', { cycle_id: cycle, title: 'Bouwhoek' })).id
  const noor = await visit(browser, server, 'collega@demo.test')
  await film(noor.page, recording, 3000)
  await noor.context.close()
  await watchable(api.collega, recording)
  await api.collega.call('PUT', `/api/v1/recordings/${recording}/share`)
  const marks = []
  for (const [ms, kind, text] of [[500, 'top', 'Je wacht.'], [1200, 'tip', 'En als je langer wacht?']]) {
    marks.push((await api.coach.post(`/api/v1/recordings/${recording}/annotations`, { start_ms: ms, end_ms: ms, kind, text, codes: [] })).id)
  }
  await api.coach.call('PUT', `/api/v1/cycles/${cycle}/choice`, { annotation_ids: marks })
  const date = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  await api.coach.post(`/api/v1/cycles/${cycle}/release`, { message: 'Kijk eens', entry: { date, kind: 'feedback', minutes: 15 } })
  await api.collega.post('/api/v1/recordings', { cycle_id: cycle, title: 'Nog een keer' })
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

// How the page is wider than the screen; nothing when it is not.
async function tooWide(page) {
  return page.evaluate(() => {
    const root = document.documentElement
    if (root.scrollWidth <= root.clientWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest('.scroller, .visually-hidden'))
    return [`${root.scrollWidth} px wide: ${wide.slice(-3).map((e) => `${e.tagName}.${e.className}`)}`]
  })
}

// What elements of ours write is not in what the server sends: a key of a text, and more than one heading.
async function written(page) {
  return page.evaluate(() => {
    const wrong = document.querySelectorAll('h1').length === 1 ? [] : [`${document.querySelectorAll('h1').length} h1`]
    const words = [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((e) => ['aria-label', 'title', 'placeholder'].map((name) => e.getAttribute(name) ?? ''))
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('script, style, code')) words.push(walk.currentNode.textContent.trim())
    return [...wrong, ...words.filter((text) => /^[a-z]+\.[a-z_.]+$/.test(text)).map((text) => `untranslated ${text}`)]
  })
}

const settled = (page) => until(() => page.evaluate(() => document.readyState === 'complete'
  && [...document.querySelectorAll('tb-desk, tb-review, tb-progress, tb-recorder')].every((e) => e.querySelector(':scope > :not(script, noscript)'))),
  30_000, () => `${page.url()} to be drawn`)

// Pictures of every page in every look, to look at: PICTURES=1 npm --prefix web/e2e test -- pages
const pictures = Boolean(process.env.PICTURES)

// What axe has looked at, by what a page is made of.
const checked = new Set()

// The page in every look: nothing broken, and no barrier. A theme changes colours only, and a language words.
async function looked(page, name, path, language) {
  const wrong = (await written(page)).map((fault) => `${path} ${language}: ${fault}`)
  const built = await make(page)
  for (const { screen, colorScheme } of looks) {
    const key = `${screen} ${colorScheme} ${built}`
    if (colorScheme === 'dark' && checked.has(key) && !pictures) continue
    const say = (fault) => wrong.push(`${path} ${language} ${screen} ${colorScheme}: ${fault}`)
    await page.setViewportSize(screens[screen].viewport)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    if (colorScheme === 'light') for (const fault of await tooWide(page)) say(fault)
    if (!checked.has(key)) for (const barrier of await barriers(page, colorScheme === 'dark' ? ['color-contrast'] : null)) say(barrier)
    checked.add(key)
    if (pictures) await page.screenshot({ path: join(out, `${name || 'nobody'}${path.replace(/[0-9a-f-]{36}/g, 'id').replace(/[^a-z]+/g, '-')}${language}-${screen}-${colorScheme}.png`), fullPage: true })
  }
  return wrong
}

async function crawl(name, language) {
  const { context, page, trouble } = await visit(browser, server, name && `${name}@demo.test`, { ...phone, language })
  const wrong = []
  page.on('response', (answer) => { if (answer.status() >= 400) wrong.push(`${answer.status()} ${answer.url()} on ${page.url()}`) })
  const waiting = ['/']
  const seen = new Set(waiting)
  const kinds = new Set()
  while (waiting.length) {
    const path = waiting.shift()
    const answer = await page.goto(path)
    await settled(page)
    if (answer.status() !== 200) wrong.push(`${path}: ${answer.status()}`)
    if (!name && new URL(page.url()).pathname !== '/login' && path !== '/api/docs') wrong.push(`${path} opens without a log-in`)
    for (const fault of await looked(page, name, path, language)) wrong.push(fault)
    const links = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((a) => a.href))
    for (const link of language === 'nl' ? links : links.reverse()) {
      const url = new URL(link)
      // Of a kind one page is enough: the other language looks at another one, the last that is linked and not the first.
      const next = url.pathname
      const kind = next.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replace(/^(\/documents)\/.*/, '$1/id')
      // The page of the API is the same for all: nobody in particular looks at it. So are papers: the officer looks.
      const elsewhere = next.startsWith('/api/') ? name || next !== '/api/docs' : next.startsWith('/documents/') && name !== 'fg'
      if (url.origin === server.url && !seen.has(next) && !/[./](pdf|csv|json)$/.test(next) && !elsewhere && !kinds.has(kind)) {
        kinds.add(kind)
        seen.add(next)
        waiting.push(next)
      }
    }
  }
  wrong.push(...trouble)
  await context.close()
  return { count: seen.size, wrong }
}

// Pages of who does the same work are made alike: one language each, the other one with the other account.
const alike = { medewerker: ['nl'], collega: ['en'], coach2: ['nl'], beheer: ['nl'], fg: ['en'], buiten: ['en'] }

for (const name of [...accounts, '']) {
  test(`the pages of ${name || 'nobody'} are without barriers and no wider than the screen, in every size and theme`, async () => {
    const found = []
    for (const language of alike[name] ?? ['nl', 'en']) found.push(await crawl(name, language))
    console.log(`${name || 'nobody'}: ${found.map(({ count }) => `${count} pages`).join(', ')}`)
    assert.deepEqual([...new Set(found.flatMap(({ wrong }) => wrong))], [])
  })
}

test('the first page and the first home take at most 150 kB', async () => {
  for (const [name, language] of [['collega', 'nl'], ['coach', 'en']]) {
    const { context, page } = await visit(browser, server, null, { ...phone, language })
    const wire = await context.newCDPSession(page)
    await wire.send('Network.enable')
    let bytes = 0
    const parts = new Map()
    wire.on('Network.responseReceived', ({ requestId, response, type }) => parts.set(requestId, `${type} ${new URL(response.url).pathname}`))
    const large = []
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (/^Media|\/media\//.test(parts.get(requestId) ?? '')) return
      bytes += encodedDataLength
      large.push([parts.get(requestId), encodedDataLength])
    })
    await page.goto('/login')
    await page.fill('input[name=email]', `${name}@demo.test`)
    await page.fill('input[name=password]', 'terugblik')
    await Promise.all([page.waitForURL((url) => url.pathname === '/'), page.press('input[name=password]', 'Enter')])
    await page.waitForLoadState('networkidle')
    console.log(`log-in and home of ${name}: ${(bytes / 1000).toFixed(0)} kB over the wire`)
    assert.ok(bytes > 5000 && bytes <= 150_000, `${bytes} bytes: ${JSON.stringify(large)}`)
    await context.close()
  }
})
