// Where the bytes of a device master lie: a private folder of this browser, else its database.

/** Files that grow at their end. Positions and sizes in bytes. */
export interface Files {
  /** Resolves with the size when the piece is on the disk. */
  append(id: string, piece: Uint8Array): Promise<number>;
  /** The bytes from..to; fewer where there are no more. */
  read(id: string, from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
  /** 0 where there is no such file. */
  size(id: string): Promise<number>;
  /** Lets another tab at the file. */
  close(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}
