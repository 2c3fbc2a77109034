/** What a session writes for tools, and takes in from them: names, types and the inbox (docs/storage.md). */

import type { InboxStatus } from "../api/status";
import { encodeChecked } from "../block/checked-text";
import { Inbox, type InboxHost } from "../inbox/inbox";
import type { Lifetime } from "../lifetime";
import type { SavedScope } from "../log/archive";
import type { Log } from "../log/log";
import type { Pause } from "../ports";
import { Names } from "./names";
import { savedTypes } from "./saved-types";
import type { SessionContext } from "./wiring";

/** Seconds between two looks at whether all addons have been loaded. */
const LOAD_SECONDS = 1;

const noPause: Pause = () => {};

/** Of a session whose file may be written. */
export class ForTools {
    private readonly names: Names;
    private readonly reader: Inbox | undefined;
    /** Whether the saved file has the types as they are defined. */
    private hasTypes = false;

    constructor(
        private readonly context: SessionContext,
        private readonly scope: string,
        private readonly saved: SavedScope,
        log: Log,
        private readonly lifetime: Lifetime,
        host: Omit<InboxHost, "save">,
    ) {
        const { options, schema, ports } = context;
        const { clock, identity, native } = ports;
        this.names = new Names(saved, log, schema, identity, clock, lifetime, native);
        if (options.inbox) {
            const save = (text: string): void => {
                saved.inbox = text;
            };
            this.reader = new Inbox(identity, native, lifetime, { ...host, save });
        }
    }

    /** Begins, in slices. */
    begin(): void {
        const { options, ports } = this.context;
        options.saved.ledger = options.name;
        this.names.begin();
        this.lifetime.run((pause) => this.saveTypes(pause));
        if (this.reader === undefined) {
            this.saved.inbox = undefined;
            return;
        }
        this.saved.inbox ??= encodeChecked("", ports.native, noPause);
        this.openInbox(this.reader);
    }

    /** What became of the inbox; nil without the option. */
    inbox(): InboxStatus | undefined {
        return this.reader?.status();
    }

    /** Whether the saved names could not be read. */
    areNamesDamaged(): boolean {
        return this.names.isDamaged;
    }

    /** An event has come into the log. */
    inserted(id: number, body: string): void {
        this.names.inserted(id, body);
    }

    /** A type was defined, or defined anew. */
    defined(): void {
        this.hasTypes = false;
    }

    /** The game may tell of other players now. */
    playersChanged(): void {
        this.names.changed();
    }

    /** Call it now and then. */
    keepHouse(): void {
        this.names.keepHouse();
        if (!this.hasTypes) {
            this.lifetime.run((pause) => this.saveTypes(pause));
        }
    }

    /** Writes at once what is not written yet. Names are written while the session lasts. */
    save(): void {
        if (!this.hasTypes) {
            this.saveTypes(noPause);
        }
    }

    private saveTypes(pause: Pause): void {
        const { options, schema, ports } = this.context;
        this.hasTypes = true;
        options.saved.types = savedTypes(schema, options.stateVersion, ports.native, pause);
    }

    /** Reads the inbox once all addons are there: that of the companion may come behind this one. */
    private openInbox(reader: Inbox): void {
        const { options, ports } = this.context;
        if (!ports.inbox.isLoaded()) {
            this.lifetime.after(LOAD_SECONDS, () => this.openInbox(reader));
            return;
        }
        const [found, isMalformed, isFirst] = ports.inbox.take(options.name, this.scope);
        if (isFirst) {
            reader.open(found, isMalformed);
        }
    }
}
