// Cameras that film the same moment: several pages show the frame number of one clock and hear one sound that never repeats
// itself. The clock is that of the machine, since an epoch that they share.
export const rate = 48000
export const soundSeconds = 400 // longer than the journey

// Something like voices, the same wherever it is made: bursts of noise through a changing tone. Runs inside pages too.
export function voices(rate, seconds) {
  let seed = 12345
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
  const out = new Float32Array(rate * seconds)
  for (let at = 0; at < out.length;) {
    const length = Math.floor(rate * (0.08 + 0.2 * random()))
    const [low, high, loud] = [200 + 500 * random(), 900 + 1800 * random(), random() < 0.25 ? 0 : 0.1 + 0.25 * random()]
    let held = 0
    for (let i = 0; i < length && at + i < out.length; i++) {
      const part = i / length
      if (i % 6 === 0) held = 2 * random() - 1
      const t = i / rate
      out[at + i] = loud * Math.sin(Math.PI * part) * (Math.sin(2 * Math.PI * low * t * (1 + part / 5)) + 0.6 * Math.sin(2 * Math.PI * high * t) + 0.5 * held)
    }
    at += length + Math.floor(rate * 0.08 * random())
  }
  return out
}

// Runs inside the page, before any of its scripts. gain and tint tell the cameras apart.
export function installMoment({ epoch, bits, block, rate, soundSeconds, voices, tint, gain }) {
  const make = new Function(`return (${voices})`)()
  navigator.mediaDevices.getUserMedia = async (want) => {
    const canvas = document.createElement('canvas')
    canvas.width = 1280
    canvas.height = 720
    const g = canvas.getContext('2d', { alpha: false })
    const now = () => performance.timeOrigin + performance.now() - epoch
    const stream = new MediaStream(want.video ? canvas.captureStream(0).getVideoTracks() : [])
    let frame = -1
    const draw = () => {
      const next = Math.max(0, Math.floor((now() * 30) / 1000))
      if (next === frame) return
      frame = next
      g.fillStyle = tint
      g.fillRect(0, 0, 1280, 720)
      g.fillStyle = '#203040'
      g.fillRect((frame * 7) % 1200, 500, 80, 80)
      for (let b = 0; b < bits; b++) {
        g.fillStyle = (frame >> b) & 1 ? '#ffffff' : '#000000'
        g.fillRect(b * block, 0, block, block)
        g.fillStyle = (frame >> b) & 1 ? '#000000' : '#ffffff'
        g.fillRect(b * block, block, block, block)
      }
      stream.getVideoTracks()[0]?.requestFrame() // taken as it is drawn
    }
    setInterval(draw, 4)
    draw()
    if (!want.audio) return stream
    const audio = new AudioContext({ sampleRate: rate })
    await audio.resume()
    const buffer = audio.createBuffer(1, rate * soundSeconds, rate)
    buffer.copyToChannel(make(rate, soundSeconds), 0)
    const source = new AudioBufferSourceNode(audio, { buffer })
    const volume = new GainNode(audio, { gain })
    const out = audio.createMediaStreamDestination()
    source.connect(volume).connect(out)
    const at = audio.currentTime + 0.2
    source.start(at, (now() + 200) / 1000)
    stream.addTrack(out.stream.getAudioTracks()[0])
    return stream
  }
}
