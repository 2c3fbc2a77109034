/** The way between two sides: frames that arrive whole, in order, once, or not at all because it has ended. */

/** Who is told what comes over a duplex. Nothing is called while send() or another method of the duplex runs. */
export interface DuplexListener {
    /** A frame has come; undefined for what is none: a text message. */
    frame(frame: Buffer | undefined): void;
    /** Bytes that were waiting have been taken. */
    drain(): void;
    /** It has ended, for whatever reason; nothing comes after that. */
    end(): void;
}

/** One side's end of it. After the end all of its methods do nothing. */
export interface Duplex {
    /** Bytes that were sent and that the network has not taken yet. */
    readonly waiting: number;
    /** Says who is told; once, at once after it was made: until then nothing is lost. */
    listen(listener: DuplexListener): void;
    send(frame: Buffer): void;
    /** Stops reading: the other side comes to wait. At most what was read already is still told. */
    pause(): void;
    resume(): void;
    /** Ends it once what waits was taken. @param code of RFC 6455, 7.4.1. */
    close(code: number): void;
    /** Ends it at once; what waits is lost. */
    terminate(): void;
}
