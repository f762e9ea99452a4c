// Whatever belongs to a recording opens for its owner and her coach only: for everybody else it does not exist.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { Client, Server } from '../lib/server.mjs'
import { launch, visit } from '../lib/browser.mjs'
import { film, openCycle, people, watchable } from '../lib/steps.mjs'

const others = ['coach2', 'collega', 'leidinggevende', 'beheer', 'fg', 'buiten']

let server, api, cycle, recording, second, mark
const files = []

before(async () => {
  server = await Server.withPeople()
  api = await people(server, 'medewerker', 'coach', ...others)
  cycle = await openCycle(api.medewerker, api.coach, 'Hoe wacht ik langer?')
  recording = (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title: 'Fruit' })).id
  second = (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title: 'Nog een' })).id
  const browser = await launch()
  try {
    const { page } = await visit(browser, server, 'medewerker@demo.test')
    await film(page, recording, 3000)
  } finally {
    await browser.close()
  }
  await watchable(api.medewerker, recording)
  await api.medewerker.call('PUT', `/api/v1/recordings/${recording}/share`)
  mark = (await api.coach.post(`/api/v1/recordings/${recording}/annotations`, { start_ms: 500, end_ms: 500, kind: 'top', text: 'Je wacht.', codes: [] })).id
  await walk(`/media/${recording}/master.m3u8`)
  for (const side of ['poster.jpg', 'sprites.vtt', 'waveform.json']) await walk(`/media/${recording}/${side}`)
})

after(() => server?.remove())

// Every file that a playlist or the list of sprites leads to.
async function walk(path) {
  if (files.includes(path)) return
  files.push(path)
  const answer = await api.medewerker.send('GET', path)
  assert.equal(answer.status, 200, path)
  assert.match(answer.headers.get('cache-control'), /private, no-store/, path)
  if (!/\.(m3u8|vtt)$/.test(path)) return void await answer.arrayBuffer()
  for (const name of (await answer.text()).match(/[\w/.-]+\.(m3u8|m4s|mp4|jpg)/g) ?? []) await walk(new URL(name, `http://here${path}`).pathname)
}

const pages = () => [`/recordings/${recording}`, `/recordings/${recording}/record`, `/recordings/${recording}/erase`, `/cycles/${cycle}`, `/cycles/${cycle}/release`, `/cycles/${cycle}/review`]
const api1 = () => [`/recordings/${recording}`, `/recordings/${recording}/annotations`, `/recordings/${recording}/events`, `/annotations/${mark}`, `/annotations/${mark}/replies`,
  `/cycles/${cycle}`, `/cycles/${cycle}/choice`, `/cycles/${cycle}/releases`, `/cycles/${cycle}/work-point`, `/cycles/${cycle}/entries`].map((path) => `/api/v1${path}`)
const acts = () => [
  ['PUT', `/recordings/${recording}/share`], ['DELETE', `/recordings/${recording}/share`], ['POST', `/recordings/${recording}/ingest-tokens`], ['POST', `/recordings/${recording}/stop`],
  ['DELETE', `/recordings/${recording}`], ['POST', `/recordings/${recording}/accept`], ['POST', `/recordings/${recording}/decline`],
  ['POST', `/recordings/${recording}/annotations`, { start_ms: 1, end_ms: 1, kind: 'top', text: 'x', codes: [] }], ['POST', `/annotations/${mark}/replies`, { text: 'x' }],
  ['POST', `/cycles/${cycle}/close`, { next: false }], ['PUT', `/cycles/${cycle}/choice`, { annotation_ids: [mark] }],
]

test('to every other account nothing of it exists', async () => {
  assert.ok(files.filter((path) => path.endsWith('.m4s')).length >= 6 && files.some((path) => path.includes('sprites_')), `the whole film was found: ${files}`)
  let knocks = 0
  for (const name of others) {
    for (const path of [...files, ...pages(), ...api1()]) {
      const answer = await api[name].send('GET', path)
      assert.equal(answer.status, 404, `${path} for ${name}`)
      assert.ok(!(await answer.text()).includes('Fruit'), `${path} for ${name}`)
      knocks++
    }
    for (const [method, path, body] of acts()) {
      assert.equal((await api[name].send(method, `/api/v1${path}`, body)).status, 404, `${method} ${path} for ${name}`)
      knocks++
    }
    for (const list of ['/questions', '/trajectories', '/recordings', '/me/proud', '/me/log']) {
      const text = await (await api[name].send('GET', `/api/v1${list}`)).text()
      assert.ok(![recording, cycle, mark].some((id) => text.includes(id)), `${list} of ${name}`)
      knocks++
    }
  }
  console.log(`${files.length} files of the film, ${knocks} knocks by ${others.length} accounts: 404 each`)
})

test('without a log-in a copied address leads to the log-in or nowhere', async () => {
  const nobody = new Client(server)
  for (const path of files) assert.ok([401, 404].includes((await nobody.send('GET', path)).status), path)
  for (const path of api1()) assert.equal((await nobody.send('GET', path)).status, 401, path)
  for (const path of pages()) {
    const answer = await nobody.send('GET', path)
    assert.equal(answer.status, 303, path)
    assert.match(answer.headers.get('location'), /^\/login/, path)
  }
  for (const [method, path, body] of acts()) assert.equal((await nobody.send(method, `/api/v1${path}`, body)).status, 401, `${method} ${path}`)
})

test('an ingest token opens one recording and nothing else', async () => {
  const { token } = await api.medewerker.post(`/api/v1/recordings/${second}/ingest-tokens`)
  const bearer = { authorization: `Bearer ${token}` }
  const nobody = new Client(server)
  const whip = (id, headers) => fetch(`${server.url}/whip/${id}`, { method: 'POST', headers: { 'content-type': 'application/sdp', ...headers }, body: 'v=0\r\n' })
  assert.ok([401, 404].includes((await whip(recording, bearer)).status), 'not into another recording')
  assert.equal((await whip(second, {})).status, 401, 'not without the token')
  const own = await whip(second, bearer)
  assert.equal((await own.json()).code, 'unsupported_media', 'into its own, where only the offer without media is wrong')
  for (const path of [...files, ...api1(), '/api/v1/me']) assert.ok([401, 404].includes((await nobody.send('GET', path, undefined, bearer)).status), path)
  const cookie = await fetch(`${server.url}/whip/${second}`, { method: 'POST', headers: { 'content-type': 'application/sdp', cookie: api.medewerker.cookie }, body: 'v=0\r\n' })
  assert.equal(cookie.status, 401, 'a cookie is no ingest token')
})

test('after she took it back the coach finds nothing either, and after logging out she herself does not', async () => {
  await api.medewerker.call('DELETE', `/api/v1/recordings/${recording}/share`)
  for (const path of [...files, `/recordings/${recording}`, `/api/v1/recordings/${recording}`, `/api/v1/recordings/${recording}/events`, `/api/v1/annotations/${mark}`]) {
    assert.equal((await api.coach.send('GET', path)).status, 404, path)
  }
  await api.medewerker.post('/api/v1/logout-everywhere')
  for (const path of files) assert.ok([401, 404].includes((await api.medewerker.send('GET', path)).status), path)
})
