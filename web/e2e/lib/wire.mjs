// A wire between a browser and the media port of a server, that a test can cut. The two learn no other way to each other:
// what they say over WHIP passes here too.
import { createSocket } from 'node:dgram'

export class Wire {
  static async lay(server) {
    const wire = new Wire()
    wire.server = server
    wire.cut = false
    wire.ends = new Map()
    wire.front = createSocket('udp4')
    await new Promise((done) => wire.front.bind(0, '127.0.0.1', done))
    wire.front.on('message', (packet, { address, port }) => !wire.cut && wire.#end(address, port).send(packet, server.udp, '127.0.0.1'))
    return wire
  }

  #end(address, port) {
    const name = `${address} ${port}`
    if (!this.ends.has(name)) {
      const end = createSocket('udp4')
      end.on('message', (packet) => !this.cut && this.front.send(packet, port, address))
      this.ends.set(name, end)
    }
    return this.ends.get(name)
  }

  // Every session of the pages of a context goes over this wire from now on.
  async lead(context) {
    const foreign = /^a=candidate:.*\r?\n/gm
    await context.route('**/whip/**', async (route) => {
      const asked = route.request()
      const answer = await route.fetch(asked.postData() ? { postData: asked.postData().replaceAll(foreign, '') } : {}).catch(() => null)
      if (!answer) return route.abort()
      const own = this.front.address().port
      const body = (await answer.text()).replaceAll(/^a=candidate:.* (tcp|2 udp) .*\r?\n/gm, '').replaceAll(` ${this.server.udp} typ host`, ` ${own} typ host`)
      return route.fulfill({ response: answer, body })
    })
  }

  close() {
    for (const end of [this.front, ...this.ends.values()]) end.close()
  }
}
