// The JSON of the API as the elements read it. Positions are integer ms, instants RFC 3339.
import type { FrameRate } from "./timebase.ts";

export interface Person {
  readonly id: string;
  readonly given: string;
  readonly prefix: string;
  readonly family: string;
  readonly full: string;
}

export interface Gap {
  readonly start_ms: number;
  readonly end_ms: number;
  readonly track: string;
  readonly reason: string;
}

export interface Recording {
  readonly id: string;
  readonly cycle_id: string;
  readonly owner: Person;
  readonly title: string;
  readonly state: "planned" | "recording" | "processing" | "ready" | "failed";
  readonly reason: string | null;
  readonly planned_minutes: number | null;
  readonly duration_ms: number | null;
  readonly frame_rate: FrameRate | null;
  readonly progress_ms: number | null;
  readonly shared_at: string | null;
  readonly locked_at: string | null;
  readonly deleted_at: string | null;
  readonly may_publish: boolean;
  readonly gaps: readonly Gap[] | null;
  readonly live_invitations: readonly LiveInvitation[];
}

/** Who may watch a recording while it is filmed. */
export interface LiveInvitation {
  readonly coach: Person;
  readonly invited_at: string;
}

export type Kind = "top" | "tip" | "question" | "observation" | "proud";
export type Subject = "employee" | "child" | "other";

export interface Annotation {
  readonly id: string;
  readonly recording_id: string;
  readonly author_id: string;
  readonly author: Person;
  readonly start_ms: number;
  readonly end_ms: number;
  readonly kind: Kind | null;
  readonly text: string;
  readonly codes: readonly string[];
  readonly subject: Subject | null;
  readonly answers_id: string | null;
  readonly visibility: "own" | "draft" | "released";
  readonly version: number;
  readonly replies: number;
  readonly created_at: string;
}

export interface Chain {
  readonly initiatives: number;
  readonly received: number;
  readonly verbal: number;
  readonly answered: number;
}

export interface Reply {
  readonly id: string;
  readonly author: Person;
  readonly text: string;
  readonly created_at: string;
}

export interface SchemeItem {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly items?: readonly SchemeItem[] | null;
}

export interface Scheme {
  readonly id: string;
  readonly title: string;
  readonly items: readonly SchemeItem[];
}

/** What the page gives to an element around one recording. me is an id; employee and coach are given names. */
export interface Film {
  readonly recording: Recording;
  readonly question: string;
  readonly me: string;
  readonly cycle_id: string;
  readonly round: number;
  readonly employee: string;
  readonly coach: string;
  readonly mode: "coach" | "owner";
  /** Where to open the film, from the address. */
  readonly start_ms: number;
  /** For the recorder alone. */
  readonly readiness?: Readiness;
  /** For the recorder alone: which children stay out of view, in a sentence; "" for none. */
  readonly kept_out?: string;
}

/** How a recording stands before it begins. */
export interface Readiness {
  readonly ready: boolean;
  readonly missing: readonly { readonly code: string; readonly detail: string }[];
  readonly consent: { readonly purpose: string; readonly text_version: number; readonly words: string; readonly given_at: string | null };
  readonly room: Room;
}

export interface Room {
  readonly enough: boolean;
  /** About; -1 where it is not known. */
  readonly minutes_left: number;
  readonly reason?: "disk_full" | "disk_read_only";
}
