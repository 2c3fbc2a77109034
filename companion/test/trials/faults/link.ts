/** A way over the network that fails: TCP connections go through it to a server until they are cut, or nothing passes any more. */
import { connect, createServer, type Server, type Socket } from "node:net";

interface Pair {
    readonly near: Socket;
    readonly far: Socket;
}

/** What a link does. `stalled`: nothing passes and nobody is told, as with a cable that was pulled. `cut`: connections are reset, and refused. */
export type LinkState = "whole" | "stalled" | "cut";

export class Link {
    private readonly pairs = new Set<Pair>();
    /** Connections that came while nothing passed. */
    private readonly pending = new Set<Socket>();
    private state: LinkState = "whole";

    private constructor(
        private readonly server: Server,
        readonly port: number,
        private readonly target: () => number,
    ) {
        server.on("connection", (near) => this.join(near));
    }

    /** @param target the port of what is behind it, asked for each connection. */
    static open(target: () => number): Promise<Link> {
        // What has come is read on when it is wanted: a stalled link takes connections, and nothing else.
        const server = createServer({ pauseOnConnect: true });
        return new Promise((resolve) => {
            server.listen(0, "127.0.0.1", () => {
                const { port } = server.address() as { port: number };
                resolve(new Link(server, port, target));
            });
        });
    }

    get url(): string {
        return `http://127.0.0.1:${this.port}/`;
    }

    private join(near: Socket): void {
        near.on("error", () => undefined);
        if (this.state === "cut") near.resetAndDestroy();
        else if (this.state === "stalled") this.pending.add(near);
        else this.pass(near);
    }

    private pass(near: Socket): void {
        const far = connect(this.target(), "127.0.0.1");
        const pair = { near, far };
        this.pairs.add(pair);
        for (const [from, to] of [
            [near, far],
            [far, near],
        ]) {
            from.on("data", (bytes) => {
                if (!to.write(bytes)) from.pause();
            });
            to.on("drain", () => this.state === "whole" && from.resume());
            from.on("end", () => to.end());
            from.on("error", () => undefined);
            // While it is stalled, an end does not come through either.
            from.on("close", () => this.state !== "stalled" && this.reset(pair));
        }
        // It was paused as it came, so that a stalled link reads nothing.
        near.resume();
    }

    private reset(pair: Pair): void {
        this.pairs.delete(pair);
        for (const socket of [pair.near, pair.far]) if (!socket.destroyed) socket.resetAndDestroy();
    }

    /** Changes what it does. Whole again, what was stalled goes on. */
    become(state: LinkState): void {
        this.state = state;
        for (const pair of this.pairs) {
            const { near, far } = pair;
            if (state === "cut" || near.destroyed || far.destroyed) this.reset(pair);
            else if (state === "whole") for (const socket of [near, far]) socket.resume();
            else for (const socket of [near, far]) socket.pause();
        }
        if (state === "stalled") return;
        for (const near of this.pending) this.join(near);
        this.pending.clear();
    }

    close(): void {
        this.become("cut");
        this.server.close();
    }
}
