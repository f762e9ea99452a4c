// Starts and stops one real server of our own binary on a data folder of its own.
import { execFile, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, readdir, readlink, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { createSocket } from 'node:dgram'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

export const root = resolve(import.meta.dirname, '../../..')
const binary = process.env.TERUGBLIK_BINARY || join(root, 'bin/terugblik')

const freePort = (listen, close) => new Promise((done, fail) => listen(done, fail, close))

export const tcpPort = () => freePort((done, fail) => {
  const s = createServer().once('error', fail).listen(0, '127.0.0.1', () => {
    const { port } = s.address()
    s.close(() => done(port))
  })
})

export const udpPort = () => freePort((done, fail) => {
  const s = createSocket('udp4').once('error', fail)
  s.bind(0, '127.0.0.1', () => {
    const { port } = s.address()
    s.close(() => done(port))
  })
})

// Those that were made, so that a journey that fails can tell what they said and counted last.
const made = []
export const lastWords = async () => (await Promise.all(made.map((server) => server.lastWords()))).join('\n')

export class Server {
  static async make(options = {}) {
    const server = new Server()
    made.push(server)
    // Short, because a socket's path may have 107 bytes; open, because the database and the media children are other users.
    server.folder = await mkdtemp(join(tmpdir(), 'tb-'))
    await chmod(server.folder, 0o755)
    server.port = await tcpPort()
    server.udp = await udpPort()
    server.args = options.args ?? []
    server.env = options.env ?? {}
    server.within = options.within ?? (() => []) // a command that starts the one given to it, from the data folder
    server.host = options.host ?? '127.0.0.1'
    server.scheme = server.args.includes('--tls-self') ? 'https' : 'http'
    return server
  }

  // A server that runs with the people of the demo, without its films: those take a minute or more to make.
  static async withPeople(options) {
    const server = await Server.make(options)
    await promisify(execFile)(binary, ['demo', '--data', server.data])
    return server.start()
  }

  get url() { return `${this.scheme}://${this.host}:${this.port}` }

  // What answers without TLS.
  get plain() { return `http://${this.host}:${this.port}` }

  get data() { return join(this.folder, 'var') }

  // The processes that run for this server now, itself and the orphans of an earlier start included.
  async processes() {
    const found = []
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const [line, stat, folder] = await Promise.all([
        readFile(`/proc/${pid}/cmdline`, 'utf8'), readFile(`/proc/${pid}/stat`, 'utf8'), readlink(`/proc/${pid}/cwd`).catch(() => ''),
      ]).catch(() => ['', '', ''])
      if (!line) continue
      found.push({ pid: Number(pid), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]), line: line.replaceAll('\0', ' ').trim(), folder })
    }
    const ours = new Map(found.filter((p) => p.line.includes(this.folder) || p.folder.startsWith(this.folder)).map((p) => [p.pid, p]))
    for (let grown = true; grown;) {
      const more = found.filter((p) => !ours.has(p.pid) && ours.has(p.parent))
      for (const p of more) ours.set(p.pid, p)
      grown = more.length > 0
    }
    return [...ours.values()]
  }

  // Resolves when the server answers /readyz; rejects with its log when it ends first.
  async start() {
    try {
      await this.#begin()
    } catch (error) {
      if (this.begun || !this.log.includes('address already in use')) throw error
      // Another took a port since it was found free.
      this.port = await tcpPort()
      this.udp = await udpPort()
      await this.#begin()
    }
    this.begun = true
    return this
  }

  async #begin() {
    this.log = ''
    const [command, ...words] = [...this.within(this.data), binary]
    this.child = spawn(command, [...words, 'serve', '--addr', `${this.host}:${this.port}`, '--udp-port', String(this.udp),
      '--data', this.data, ...this.args], { env: { ...process.env, ...this.env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const keep = (chunk) => { this.log = (this.log + chunk).slice(-200_000) }
    this.child.stdout.on('data', keep)
    this.child.stderr.on('data', keep)
    this.ended = new Promise((done) => this.child.once('exit', (code, signal) => done({ code, signal })))
    let over = null
    this.ended.then((end) => { over = end })
    await until(async () => {
      if (over) throw new Error(`server ended with ${JSON.stringify(over)}\n${this.log}`)
      // Nobody here trusts an authority of its own yet: its page comes up with the rest.
      return (await fetch(this.scheme === 'https' ? `${this.plain}/certificate` : `${this.url}/readyz`).catch(() => null))?.ok
    }, 60_000, 'the server to be ready')
  }

  async lastWords() {
    const counted = await fetch(`${this.plain}/metrics`, { signal: AbortSignal.timeout(5000) }).then((r) => r.text()).catch((error) => `${error}`)
    return [...(this.log ?? '').split('\n').slice(-40), ...counted.split('\n').filter((line) => /^terugblik_(?!request_seconds)/.test(line) && !/ 0$/.test(line))].join('\n')
  }

  async kill(signal = 'SIGKILL') {
    this.child.kill(signal)
    return this.ended
  }

  async stop() {
    if (this.child?.exitCode === null && this.child.signalCode === null) await this.kill('SIGTERM')
  }

  async remove() {
    await this.stop()
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

// Asks again and again until the answer is true; fails with what was waited for.
export async function until(ask, ms, what) {
  const end = Date.now() + ms
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`waited ${ms} ms for ${typeof what === 'function' ? what() : what}`)
    await new Promise((r) => setTimeout(r, 100))
  }
}

// A client of the JSON API with the log-in cookie of one account.
export class Client {
  constructor(server) { this.server = server; this.cookie = '' }

  static async login(server, email, password = 'terugblik') {
    const client = new Client(server)
    const answer = await client.send('POST', '/api/v1/login', { email, password })
    if (!answer.ok) throw new Error(`log-in of ${email}: ${answer.status} ${await answer.text()}`)
    client.cookie = answer.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ')
    return client
  }

  async send(method, path, body, headers = {}) {
    return fetch(new URL(path, this.server.url), {
      method, redirect: 'manual',
      headers: { ...(this.cookie ? { cookie: this.cookie } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  }

  async call(method, path, body, headers) {
    const answer = await this.send(method, path, body, headers)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : null
  }

  get(path) { return this.call('GET', path) }
  post(path, body = {}, headers) { return this.call('POST', path, body, headers) }
}
