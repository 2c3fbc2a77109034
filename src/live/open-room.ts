/** A room while it is open for one scope: link, boards, and all that stands on them. */

import type { Scope } from "./context";
import { Calls } from "./call/calls";
import type { Handlers } from "./call/handlers";
import { ROSTER_REQUEST_SECONDS } from "./constants";
import { Events } from "./emit/events";
import { Leases } from "./lease/leases";
import { Rendezvous } from "./meet/rendezvous";
import type { CheckedRoomOptions } from "./options";
import { Pools } from "./pool/entries";
import { RoomSession } from "./session";
import { CHECKPOINT_CALL } from "./shared/fetcher";
import { Objects } from "./shared/objects";
import type { RoomAction } from "../api/room";
import type { Emitter } from "../emitter";
import { Lifetime } from "../lifetime";
import type { Link } from "../link/link";
import type { Outlets } from "../link/outlets";
import { tagOf } from "../link/tag";
import type { LinkHost } from "../link-host";
import { VERSION } from "../version";

/** The calls that every room answers, whoever may call the addon's own. */
export const PING_CALL = "room.ping";
const OWN_CALLS: readonly string[] = [PING_CALL, CHECKPOINT_CALL];

/** What of a room outlives its scopes. */
export interface RoomParts {
    readonly options: CheckedRoomOptions;
    readonly host: LinkHost;
    readonly outlets: Outlets;
    readonly emitter: Emitter;
    readonly handlers: Handlers;
}

export class OpenRoom {
    readonly session: RoomSession;
    readonly link: Link;
    readonly pools: Pools;
    readonly meets: Rendezvous;
    readonly leases: Leases;
    readonly calls: Calls;
    readonly events: Events;
    readonly objects: Objects;
    private readonly lifetime: Lifetime;

    /** @param incarnation see OwnBoard. */
    constructor(
        private readonly parts: RoomParts,
        readonly scope: string,
        incarnation: number,
    ) {
        const { options, host, outlets, emitter, handlers } = parts;
        const { ports, presence } = host;
        const { clock, random, guard, identity } = ports;
        const lifetime = new Lifetime(ports.timers, ports.background);
        this.lifetime = lifetime;
        const isOfGuild = options.members === "guild";
        const channels = isOfGuild ? (["GUILD"] as const) : (["RAID"] as const);
        this.link = host.createLink({
            clock,
            timers: lifetime,
            outlets,
            tag: tagOf(options.name, scope),
            self: identity.name,
            routes: () => outlets.channel.routes(channels, []),
            mayPeerSpeak: () => true,
        });
        const port = this.link.port();
        const context = { clock, timers: lifetime, random, guard, port, self: identity.name, scope: scopeOf(parts) };
        this.session = new RoomSession(context, incarnation, {
            joined: (name) => emitter.emit("joined", name),
            left: (name, reason) => emitter.emit("left", name, reason),
        });
        const isAllowed = (action: RoomAction, subject: string, sender: string): boolean =>
            this.isAllowed(action, subject, sender);
        this.pools = new Pools(this.session, (pool, owner) => isAllowed("contribute", pool, owner));
        this.meets = new Rendezvous(this.session, (event, owner) => isAllowed("meet", event, owner));
        const electorsOf = isOfGuild ? (ranks: readonly number[]) => presence.namesOfRanks(ranks) : undefined;
        this.leases = new Leases(this.session, { electorsOf, isAllowed });
        const { timeout } = options;
        this.calls = new Calls(this.session, { version: VERSION, handlers, timeout, isAllowed });
        this.events = new Events(this.session, { emitter, isAllowed });
        this.objects = new Objects(this.session, this.calls, (object, author) => isAllowed("patch", object, author));
        this.link.register(this.session.gossip);
        if (isOfGuild) {
            lifetime.every(ROSTER_REQUEST_SECONDS, () => presence.requestRoster());
        }
    }

    /** The roster has changed: who is present, and whose doings are shown, is asked again. */
    onRoster(): void {
        this.session.members.onRoster();
        this.pools.settleAll();
        this.meets.refilter();
        this.leases.onRoster();
        this.objects.refilter();
    }

    /** Says that this client leaves, at once: there may be no further frame. */
    sayBye(): void {
        this.session.gossip.speaker.bye();
        this.parts.outlets.flush();
    }

    /** Ends everything. */
    close(): void {
        this.sayBye();
        this.meets.close();
        this.leases.close();
        this.calls.close();
        this.events.close();
        this.lifetime.end();
        this.link.close();
    }

    private isAllowed(action: RoomAction, subject: string, sender: string): boolean {
        const { options, host } = this.parts;
        if (action === "call" && OWN_CALLS.includes(subject)) {
            return true;
        }
        const [ok, answer] = pcall(options.authorize, action, subject, sender);
        if (!ok) {
            host.ports.guard.report(tostring(answer));
        }
        return ok && answer;
    }
}

/** Who belongs to a room, by the game's word. */
function scopeOf({ options, host }: RoomParts): Scope {
    const { presence } = host;
    if (options.members === "guild") {
        return {
            isMember: (name) => presence.isInGuildWith(name),
            isOnline: (name) => presence.isOnlineInGuild(name),
            maySpeak: () => presence.maySpeakInGuild(),
        };
    }
    return {
        isMember: (name) => presence.isInGroupWith(name),
        isOnline: (name) => presence.isConnectedInGroup(name),
        maySpeak: () => true,
    };
}
