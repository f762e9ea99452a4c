// Real Firefox ESR of Debian with its fake camera, driven by Marionette, which it brings along: JSON with its length in front.
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { tcpPort, until } from './server.mjs'

const preferences = {
  'media.navigator.streams.fake': true, // a moving picture and a tone
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true, // the server is on this machine alone
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.gmp-manager.updateEnabled': false, // H.264 of WebRTC would be a download
  'media.autoplay.default': 0,
  'intl.accept_languages': 'nl',
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
}

const element = 'element-6066-11e4-a52e-4f735466cecf' // of WebDriver

export class Firefox {
  #waiting = new Map()
  #id = 0
  #text = Buffer.alloc(0)

  static async launch() {
    const f = new Firefox()
    f.folder = await mkdtemp(join(tmpdir(), 'tb-firefox-'))
    const port = await tcpPort()
    const lines = Object.entries({ ...preferences, 'marionette.port': port }).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`)
    await writeFile(join(f.folder, 'user.js'), lines.join('\n'))
    f.child = spawn('/usr/bin/firefox-esr', ['--headless', '--marionette', '--no-remote', '--profile', f.folder], {
      env: { ...process.env, HOME: f.folder, MOZ_HEADLESS_WIDTH: '1366', MOZ_HEADLESS_HEIGHT: '900' }, stdio: 'ignore',
    })
    f.ended = new Promise((done) => f.child.once('exit', done))
    await until(() => f.#connect(port), 60_000, 'Firefox to come up')
    await f.send('WebDriver:NewSession', {})
    await f.send('WebDriver:SetTimeouts', { script: 60_000, pageLoad: 60_000 })
    return f
  }

  #connect(port) {
    return new Promise((done) => {
      const socket = connect(port, '127.0.0.1').once('error', () => done(false)).once('data', () => {
        this.socket = socket.on('data', (more) => this.#heard(more)) // the first says only what it is
        done(true)
      })
    })
  }

  #heard(more) {
    this.#text = Buffer.concat([this.#text, more])
    for (;;) {
      const colon = this.#text.indexOf(':')
      const end = colon + 1 + Number(this.#text.subarray(0, colon))
      if (colon < 0 || this.#text.length < end) return
      const [, id, error, value] = JSON.parse(this.#text.subarray(colon + 1, end))
      this.#text = this.#text.subarray(end)
      const { done, fail } = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error) fail(new Error(`${error.error}: ${error.message}`))
      else done(value)
    }
  }

  send(command, parameters = {}) {
    const text = JSON.stringify([0, ++this.#id, command, parameters])
    this.socket.write(`${Buffer.byteLength(text)}:${text}`)
    return new Promise((done, fail) => this.#waiting.set(this.#id, { done, fail }))
  }

  goto(url) { return this.send('WebDriver:Navigate', { url }) }

  // What a function says in the page.
  async run(what, ...args) {
    return (await this.send('WebDriver:ExecuteScript', { script: `return (${what})(...arguments)`, args })).value
  }

  // An element that can be seen, once it is there.
  async find(selector, ms = 30_000) {
    await until(() => this.run((s) => document.querySelector(s)?.checkVisibility() ?? false, selector), ms, selector)
    const found = await this.send('WebDriver:FindElement', { using: 'css selector', value: selector })
    return found.value[element]
  }

  async click(selector, ms) { await this.send('WebDriver:ElementClick', { id: await this.find(selector, ms) }) }

  async fill(selector, text) { await this.send('WebDriver:ElementSendKeys', { id: await this.find(selector), text }) }

  async screenshot(path) {
    const { value } = await this.send('WebDriver:TakeScreenshot', { full: false })
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, Buffer.from(value, 'base64'))
  }

  async close() {
    this.socket?.destroy()
    this.child.kill('SIGTERM')
    const late = setTimeout(() => this.child.kill('SIGKILL'), 10_000)
    await this.ended
    clearTimeout(late)
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}
