// Measures in a page how sound and picture of the known pattern lie to each other while its player plays.
import { readCounter } from './pattern.mjs'

// Plays the whole film once. Gives {frames: [{at, counter}], beeps: [at]}, all in seconds of the film.
export async function measure(page, pattern, read = readCounter) {
  return page.evaluate(`(${inPage})(${read}, ${JSON.stringify(pattern)})`)
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

// How far sound comes after picture, in ms, over the first and the last six seconds.
export function offsets(measured) {
  const length = measured.frames.findLast((frame) => frame.counter > 0).at
  return { start: offset(measured, 0, 6), end: offset(measured, length - 6, length) }
}

// The same between two moments, in seconds.
export function offset({ frames, beeps }, from, to) {
  const picture = median(frames.filter(({ at, counter }) => counter > 0 && at >= from && at <= to).map(({ at, counter }) => at - counter / 30))
  const errors = beeps.filter((at) => at >= from && at <= to).map((at) => 1000 * (at - picture - Math.round(at - picture)))
  return { ms: median(errors), beeps: errors.length, spread: Math.max(...errors) - Math.min(...errors) }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
}
