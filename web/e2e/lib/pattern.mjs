// A camera with a known pattern: a frame counter as black and white blocks, and a white flash with a beep on each
// whole second. The picture is a canvas and the sound an oscillator, on one clock; both replace getUserMedia.

export const bits = 16
export const block = 40 // pixels of 1280x720
// How long after the clock of an AudioContext its sound leaves the page, about, in seconds. What is drawn waits as long.
export const late = 0.025

// Runs inside the page, before any of its scripts.
export function installPattern({ bits, block, late }) {
  const make = async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 1280
    canvas.height = 720
    const g = canvas.getContext('2d', { alpha: false })
    const audio = new AudioContext({ sampleRate: 48000 })
    await audio.resume()
    const out = audio.createMediaStreamDestination()
    const gain = audio.createGain()
    gain.gain.value = 0
    const tone = audio.createOscillator()
    tone.frequency.value = 1000
    tone.connect(gain).connect(out)
    tone.start()
    const begin = Math.ceil(audio.currentTime + 0.5)
    for (let s = begin; s < begin + 600; s++) {
      gain.gain.setValueAtTime(0.8, s)
      gain.gain.setValueAtTime(0, s + 0.1)
    }
    const stream = canvas.captureStream(0) // each picture is taken as it is drawn: a clock of its own would take it later
    const [track] = stream.getVideoTracks()
    let frame = -1
    const draw = () => {
      // The sound's clock decides which frame it is, so flash and beep belong together. It is 60 at the first of them,
      // so that each picture has a number of its own from the beginning.
      const now = audio.currentTime - begin - late
      const next = Math.max(0, Math.floor((now + 2) * 30))
      if (next === frame) return
      frame = next
      const flash = now >= 0 && now - Math.floor(now) < 0.1
      g.fillStyle = flash ? '#ffffff' : '#406080'
      g.fillRect(0, 0, 1280, 720)
      g.fillStyle = '#203040'
      g.fillRect((frame * 7) % 1200, 500, 80, 80)
      for (let b = 0; b < bits; b++) {
        g.fillStyle = (frame >> b) & 1 ? '#ffffff' : '#000000'
        g.fillRect(b * block, 0, block, block)
        g.fillStyle = (frame >> b) & 1 ? '#000000' : '#ffffff' // the same bit inverted below guards against misreading
        g.fillRect(b * block, block, block, block)
      }
      track.requestFrame()
    }
    setInterval(draw, 4)
    draw()
    return new MediaStream([...stream.getVideoTracks(), ...out.stream.getAudioTracks()])
  }
  navigator.mediaDevices.getUserMedia = async (want) => {
    const stream = await make()
    if (!want.video) stream.getVideoTracks().forEach((t) => stream.removeTrack(t))
    if (!want.audio) stream.getAudioTracks().forEach((t) => stream.removeTrack(t))
    return stream
  }
}

// Notes in window.stalls when the page itself stood still, camera and all: [from, to], by Date.now(). Runs inside the page.
export function noteStalls() {
  window.stalls = []
  let last = Date.now()
  setInterval(() => {
    const now = Date.now()
    if (now - last > 400) window.stalls.push([last, now])
    last = now
  }, 50)
}

// Reads the counter from the picture that a <video> shows now; -1 when it cannot be read. Runs inside the page.
export function readCounter(video, { bits, block }) {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  const g = canvas.getContext('2d', { willReadFrequently: true })
  g.drawImage(video, 0, 0)
  const k = video.videoWidth / 1280
  const light = (x, y) => {
    const [r, gr, b] = g.getImageData(Math.round(x * k), Math.round(y * k), 1, 1).data
    return (r + gr + b) / 3 > 128
  }
  let value = 0
  for (let i = 0; i < bits; i++) {
    const on = light((i + 0.5) * block, block * 0.5)
    if (on === light((i + 0.5) * block, block * 1.5)) return -1
    if (on) value |= 1 << i
  }
  return value
}
