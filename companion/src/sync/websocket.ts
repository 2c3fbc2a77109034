/** Frames over WebSockets (RFC 6455): one binary message each. */
import { WebSocket } from "ws";
import type { Duplex, DuplexListener } from "./duplex";
import { LIMITS, SUBPROTOCOL } from "./limits";

/** What WebSocketServer of `ws` is to be given for rooms. */
export const SERVER_OPTIONS = {
    noServer: true,
    perMessageDeflate: false,
    maxPayload: LIMITS.frame,
    handleProtocols: (protocols: Set<string>): string | false => (protocols.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
} as const;

/** A message of its own bytes: records of it are kept, and must not keep a whole chunk of what was received. */
function owned(data: Buffer): Buffer {
    return data.buffer.byteLength > 2 * data.length ? Buffer.from(data) : data;
}

/** The duplex of an open WebSocket. */
class WebSocketDuplex implements Duplex {
    private listener: DuplexListener | undefined;
    private readonly early: (Buffer | undefined)[] = [];
    private hasEnded = false;
    private readonly drained = (): void => {
        if (!this.hasEnded) this.listener?.drain();
    };

    constructor(private readonly socket: WebSocket) {
        // One Buffer a message, however it came.
        socket.binaryType = "nodebuffer";
        socket.on("message", (data, isBinary) => this.receive(isBinary ? owned(data as Buffer) : undefined));
        socket.on("close", () => this.end());
        // What went wrong is followed by close.
        socket.on("error", () => undefined);
    }

    get waiting(): number {
        return this.socket.bufferedAmount;
    }

    listen(listener: DuplexListener): void {
        this.listener = listener;
        for (const frame of this.early.splice(0)) queueMicrotask(() => this.receive(frame));
        if (this.hasEnded) queueMicrotask(() => listener.end());
    }

    send(frame: Buffer): void {
        if (this.socket.readyState === WebSocket.OPEN) this.socket.send(frame, { binary: true }, this.drained);
    }

    pause(): void {
        this.socket.pause();
    }

    resume(): void {
        this.socket.resume();
    }

    close(code: number): void {
        this.resume();
        this.socket.close(code);
    }

    terminate(): void {
        this.socket.terminate();
    }

    private receive(frame: Buffer | undefined): void {
        if (this.listener === undefined) this.early.push(frame);
        else this.listener.frame(frame);
    }

    private end(): void {
        this.hasEnded = true;
        this.listener?.end();
    }
}

/** The duplex of an open WebSocket, of either side. */
export function duplexOf(socket: WebSocket): Duplex {
    return new WebSocketDuplex(socket);
}

/** The WebSocket url of a server: `https:` stands for `wss:`, `http:` for `ws:`. @throws RangeError for another url. */
export function socketUrl(url: string): string {
    const socket = url.replace(/^http/, "ws");
    if (!/^wss?:\/\//.test(socket) || !URL.canParse(socket))
        throw new RangeError(`socketUrl: 'url' - one of https, wss, http or ws expected, got "${url}"`);
    return socket;
}

/** Connects to a server. Raises an Error that says why there is no connection. */
export function connectWebSocket(url: string): Promise<Duplex> {
    return new Promise((resolve, reject) => {
        const socket = new WebSocket(socketUrl(url), SUBPROTOCOL, {
            perMessageDeflate: false,
            maxPayload: LIMITS.frame,
            handshakeTimeout: 10_000,
        });
        socket.once("error", reject);
        // Made before the first message can be told.
        socket.once("open", () => resolve(duplexOf(socket)));
    });
}
