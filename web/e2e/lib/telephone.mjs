// A telephone's cameras and microphone: two cameras on one clock, drawn as in pattern.mjs, that turn with the device, are taken
// away by a call and given back. It stands in for getUserMedia and is held in the page as window.telephone.
import { bits, block, late } from './pattern.mjs'

const background = { environment: '#406080', user: '#80603f' }

// Runs inside the page, before any of its scripts.
export function installTelephone({ bits, block, late, background, portrait }) {
  const phone = (window.telephone = { portrait, taken: false, opened: [], tracks: [] })
  const audio = () => (phone.audio ??= new AudioContext({ sampleRate: 48000 }))
  const begin = () => (phone.begin ??= Math.ceil(audio().currentTime + 0.5))
  const draw = (canvas, g, facing, now, frame) => {
    const [w, h] = phone.portrait ? [720, 1280] : [1280, 720]
    if (canvas.width !== w) Object.assign(canvas, { width: w, height: h })
    g.fillStyle = now >= 0 && now - Math.floor(now) < 0.1 ? '#ffffff' : background[facing]
    g.fillRect(0, 0, w, h)
    g.fillStyle = '#203040'
    g.fillRect((frame * 7) % (w - 80), 500, 80, 80)
    for (let b = 0; b < bits; b++) {
      for (const row of [0, 1]) {
        g.fillStyle = ((frame >> b) & 1) === row ? '#000000' : '#ffffff'
        g.fillRect(b * block, row * block, block, block)
      }
    }
  }
  const camera = (facing) => {
    const canvas = document.createElement('canvas')
    const g = canvas.getContext('2d', { alpha: false })
    const [track] = canvas.captureStream(0).getVideoTracks() // each picture is taken as it is drawn
    let frame = -1
    const look = () => {
      const now = audio().currentTime - begin() - late
      const next = Math.max(0, Math.floor((now + 2) * 30))
      if (next === frame) return
      frame = next
      draw(canvas, g, facing, now, frame)
      track.requestFrame()
    }
    const timer = setInterval(() => (track.readyState === 'live' ? look() : clearInterval(timer)), 4)
    look()
    track.getSettings = () => ({ deviceId: facing, facingMode: facing, width: canvas.width, height: canvas.height })
    return track
  }
  const microphone = () => {
    const out = audio().createMediaStreamDestination()
    const gain = audio().createGain()
    gain.gain.value = 0
    const tone = audio().createOscillator()
    tone.frequency.value = 1000
    tone.connect(gain).connect(out)
    tone.start()
    for (let s = begin(); s < begin() + 600; s++) {
      if (s < audio().currentTime) continue
      gain.gain.setValueAtTime(0.8, s)
      gain.gain.setValueAtTime(0, s + 0.1)
    }
    return out.stream.getAudioTracks()[0]
  }
  const live = (kind) => phone.tracks.filter((track) => track.kind === kind && track.readyState === 'live')
  navigator.mediaDevices.getUserMedia = async ({ video, audio: sound }) => {
    await audio().resume()
    // As telephones do: one camera at a time, and none during a call.
    if (phone.taken || (video && live('video').length)) throw new DOMException('Could not start video source', 'NotReadableError')
    const facing = video?.facingMode?.exact ?? video?.facingMode?.ideal ?? 'environment'
    if (video) phone.opened.push(facing)
    const made = [...(video ? [camera(facing)] : []), ...(sound ? [microphone()] : [])]
    phone.tracks.push(...made)
    return new MediaStream(made)
  }
  navigator.mediaDevices.enumerateDevices = async () => [
    { kind: 'videoinput', deviceId: 'environment', label: 'Achterkant' }, { kind: 'videoinput', deviceId: 'user', label: 'Voorkant' },
    { kind: 'audioinput', deviceId: 'microphone', label: 'Microfoon' },
  ]
  // A call takes camera and microphone; hanging up lets them be opened again.
  phone.call = () => {
    phone.taken = true
    for (const track of [...live('video'), ...live('audio')]) {
      track.stop()
      track.dispatchEvent(new Event('ended'))
    }
  }
  phone.hangUp = () => { phone.taken = false }
}

export const telephone = { bits, block, late, background }

// Reads the counter from the picture that a <video> shows, whole or between bars; and where that picture lies. Runs inside the page.
export function readTurned(video, { bits, block }) {
  const canvas = document.createElement('canvas')
  const [w, h] = [canvas.width = video.videoWidth, canvas.height = video.videoHeight]
  const g = canvas.getContext('2d', { willReadFrequently: true })
  g.drawImage(video, 0, 0)
  const { data } = g.getImageData(0, 0, w, h)
  const light = (x, y) => { const i = 4 * (Math.round(y) * w + Math.round(x)); return (data[i] + data[i + 1] + data[i + 2]) / 3 }
  // Bars are black; what is drawn is not, on these lines.
  const [column, row] = [[...Array(h).keys()].filter((y) => light(w * 0.64, y) > 40 || light(w * 0.93, y) > 40), [...Array(w).keys()].filter((x) => light(x, h * 0.75) > 40)]
  const box = { x: row[0], y: column[0], width: row.at(-1) - row[0] + 1, height: column.at(-1) - column[0] + 1 }
  const k = box.width / (box.width > box.height ? 1280 : 720)
  let value = 0
  for (let i = 0; i < bits; i++) {
    const [on, off] = [0.5, 1.5].map((line) => light(box.x + (i + 0.5) * block * k, box.y + line * block * k) > 128)
    if (on === off) return { value: -1, box }
    if (on) value |= 1 << i
  }
  return { value, box }
}
