// Measures in a page how sound and picture of the known pattern lie to each other while its player plays.
import { readCounter } from './pattern.mjs'
import { fps } from './steps.mjs'

// Plays the whole film once. Gives {frames: [{at, counter}], beeps: [at]}, all in seconds of the film.
async function measure(page, pattern) {
  return page.evaluate(`(${inPage})(${readCounter}, ${JSON.stringify(pattern)})`)
}

async function inPage(readCounter, pattern) {
  const video = document.querySelector('tb-player video')
  const audio = new AudioContext({ sampleRate: 48000, latencyHint: 'interactive' })
  await audio.resume()
  const tap = audio.createScriptProcessor(256, 1, 1)
  audio.createMediaElementSource(video).connect(tap).connect(audio.destination)
  const onsets = []
  let quiet = 0
  tap.onaudioprocess = (event) => {
    const samples = event.inputBuffer.getChannelData(0)
    for (let i = 0; i < samples.length; i++) {
      if (Math.abs(samples[i]) < 0.1) { quiet++; continue }
      // playbackTime is that of the output, a buffer after the input.
      if (quiet > 24_000) onsets.push(event.playbackTime + (i - 256) / audio.sampleRate)
      quiet = 0
    }
  }
  const frames = []
  const clock = []
  const look = (_, frame) => {
    frames.push({ at: frame.mediaTime, counter: readCounter(video, pattern) })
    video.requestVideoFrameCallback(look)
  }
  const tick = () => {
    if (!video.paused) clock.push([audio.currentTime, video.currentTime])
    if (!video.ended) setTimeout(tick, 5)
  }
  await new Promise((done) => {
    video.addEventListener('seeked', done, { once: true })
    video.currentTime = 0
  })
  video.requestVideoFrameCallback(look)
  const ended = new Promise((done) => video.addEventListener('ended', done, { once: true }))
  await video.play()
  tick()
  await ended
  await audio.close()
  // The film's time of a beep: the clock pairs within half a second of it, by their median.
  const beeps = onsets.map((onset) => {
    const near = clock.filter(([at]) => Math.abs(at - onset) < 0.5).map(([at, film]) => film + onset - at).sort((a, b) => a - b)
    return near[Math.floor(near.length / 2)]
  }).filter((at) => at !== undefined)
  return { frames, beeps }
}

// The same without playing, so that a busy machine changes nothing: pictures are looked at one by one, everyMs apart, and the
// sound is decoded as a whole. read gives {value, ...}; what else it gives comes back with each frame.
export async function inspect(page, recording, read, pattern, everyMs) {
  const beeps = await page.evaluate(`(${soundInPage})(${JSON.stringify(recording.id)})`)
  const frames = []
  for (let ms = 250; ms < recording.duration_ms - 100; ms += everyMs) {
    frames.push(await page.evaluate(`(${pictureInPage})(${Math.round((ms / 1000) * fps(recording)) + 0.5} / ${fps(recording)}, ${read}, ${JSON.stringify(pattern)})`))
  }
  return { frames, beeps }
}

async function pictureInPage(at, read, pattern) {
  const video = document.querySelector('tb-player video')
  const shown = new Promise((done) => video.requestVideoFrameCallback((_, { mediaTime }) => done(mediaTime)))
  video.currentTime = at
  const mediaTime = await shown
  const { value, ...more } = read(video, pattern)
  return { at: mediaTime, counter: value, ...more }
}

async function soundInPage(id) {
  const bytes = async (name) => new Uint8Array(await (await fetch(`/media/${id}/${name}`)).arrayBuffer())
  const text = async (name) => new TextDecoder().decode(await bytes(name))
  const list = (await text('master.m3u8')).match(/TYPE=AUDIO.*URI="([^"]+)"/)[1]
  const lines = (await text(list)).split('\n').map((line) => line.trim())
  const folder = list.includes('/') ? list.slice(0, list.lastIndexOf('/') + 1) : ''
  const names = [lines.map((line) => line.match(/EXT-X-MAP:URI="([^"]+)"/)?.[1]).find(Boolean), ...lines.filter((line) => line && !line.startsWith('#'))]
  const parts = await Promise.all(names.map((name) => bytes(folder + name)))
  const whole = await new Blob(parts).arrayBuffer()
  const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(whole)
  const samples = sound.getChannelData(0)
  const beeps = []
  let quiet = 24_001
  for (let i = 0; i < samples.length; i++) {
    if (Math.abs(samples[i]) < 0.1) { quiet++; continue }
    if (quiet > 24_000) beeps.push(i / sound.sampleRate)
    quiet = 0
  }
  return beeps
}

// How far sound comes after picture, in ms, over the first and the last six seconds.
export function atBothEnds(measured) {
  const length = measured.frames.findLast((frame) => frame.counter > 0).at
  return [offset(measured, 0, 6), offset(measured, length - 6, length)]
}

// The same of the film that open shows while it plays, as far from what the film itself holds ([start, end], in ms) as it gets. A
// machine that was busy elsewhere moves them in one play, a player that shifts them in each: it plays again, up to six times,
// until both lie within the limit.
export async function playedFrom(page, open, pattern, held, limitMs) {
  for (let plays = 1; ; plays++) {
    await open() // a video is tapped once in its life
    const parts = atBothEnds(await measure(page, pattern))
    const away = parts.map(({ ms }, i) => ms - held[i])
    console.log(`played: sound after picture by ${parts.map(({ ms, beeps, spread }) => `${ms.toFixed(1)} ms (${beeps} beeps, spread ${spread.toFixed(1)})`).join(' and ')}`)
    if (plays === 6 || away.every((ms) => Math.abs(ms) <= limitMs)) return away
  }
}

// The same between two moments, in seconds. A picture lies on the grid of the film, and one that a busy camera left out is held: the
// mean of all but the outer tenths says when pictures were taken, where a single one is up to a picture off.
export function offset({ frames, beeps }, from, to) {
  const lags = frames.filter(({ at, counter }) => counter > 0 && at >= from && at <= to).map(({ at, counter }) => at - counter / 30).sort((a, b) => a - b)
  const inner = lags.slice(Math.floor(lags.length / 10), Math.ceil(lags.length * 0.9))
  const picture = inner.reduce((sum, lag) => sum + lag, 0) / inner.length
  const errors = beeps.filter((at) => at >= from && at <= to).map((at) => 1000 * (at - picture - Math.round(at - picture)))
  return { ms: median(errors), beeps: errors.length, spread: Math.max(...errors) - Math.min(...errors) }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) / 2
  return (sorted[Math.floor(at)] + sorted[Math.ceil(at)]) / 2
}
