/** A simulated guild whose clients share objects. */

import { Calls } from "../../../src/live/call/calls";
import { Handlers } from "../../../src/live/call/handlers";
import { CHECKPOINT_CALL } from "../../../src/live/shared/fetcher";
import { Objects } from "../../../src/live/shared/objects";
import type { CheckedObjectOptions } from "../../../src/live/shared/options";
import { SharedObject } from "../../../src/live/shared/shared-object";
import type { Lease } from "../../../src/api/room-lease";
import type { RoomSession } from "../../../src/live/session";
import { encodeCbor } from "../../../src/codec/cbor-encode";
import { type RoomClient, RoomGuild } from "../guild";

export interface ObjectNetworkOptions extends Partial<CheckedObjectOptions> {
    /** Whether a member may patch. Default: everybody. */
    readonly mayPatch?: (this: void, author: string, viewer: string) => boolean;
    readonly writersOf?: (this: void, name: string) => Lease;
    readonly dataOf?: (this: void, name: string) => object;
    readonly savedOf?: (this: void, name: string) => LuaTable<string, unknown> | undefined;
    /** How many of the clients make the object; all by default. */
    readonly followers?: number;
}

export class ObjectNetwork {
    readonly guild: RoomGuild;
    /** Of the current login of each client, by name. */
    readonly objects = new LuaMap<string, SharedObject>();
    readonly registries = new LuaMap<string, Objects>();
    readonly sessions = new LuaMap<string, RoomSession>();

    constructor(seed: number, count: number, options: ObjectNetworkOptions = {}) {
        this.guild = new RoomGuild(seed, count);
        const followers = options.followers ?? count;
        const { mayPatch = () => true } = options;
        for (const client of this.guild.clients) {
            const isFollower = this.guild.clients.indexOf(client) < followers;
            client.onOpen = (session) => {
                const handlers = new Handlers();
                const calls = new Calls(session, { version: "1.2.3", handlers });
                const objects = new Objects(session, calls, (_object, author) => mayPatch(author, client.name));
                handlers.add(CHECKPOINT_CALL, (args, caller) => objects.answer(args, caller));
                this.sessions.set(client.name, session);
                this.registries.set(client.name, objects);
                if (isFollower) {
                    const writers = options.writersOf?.(client.name);
                    const data = options.dataOf?.(client.name) ?? { n: 0 };
                    const own = { data, writers, saved: options.savedOf?.(client.name), ...options };
                    const object = new SharedObject("item", own, client.guard);
                    this.objects.set(client.name, object);
                    object.attach(objects, "guild");
                }
            };
        }
    }

    login(): this {
        for (const client of this.guild.clients) client.login();
        return this;
    }

    of(index: number): SharedObject {
        return this.objects.get(this.guild.clients[index].name)!;
    }

    /** What each client that is online has, as bytes. */
    views(): string[] {
        return this.guild
            .online()
            .filter(({ name }) => this.objects.has(name))
            .map(({ name }) => encodeCbor(this.objects.get(name)!.get())[0]!);
    }

    /** Whether all that are online have the same. */
    isEqual(): boolean {
        const views = this.views();
        return views.every((view) => view === views[0]);
    }

    /** Seconds until all have the same; nil when that takes longer than `limit`. */
    secondsUntilEqual(limit: number): number | undefined {
        const start = this.guild.clock.now;
        while (!this.isEqual()) {
            if (this.guild.clock.now - start > limit) return undefined;
            this.guild.advance(0.25);
        }
        return this.guild.clock.now - start;
    }

    /** Reports of errors that all clients' error handlers got. */
    reports(): string[] {
        return this.guild.clients.flatMap(({ guard }: RoomClient) => guard.reports);
    }

    /** What each client that is online knows, for the message of a failure. */
    describe(): string {
        return this.guild
            .online()
            .map(({ name }) => {
                const follower = this.registries.get(name)!.followerOf("item");
                const replica = follower?.replica;
                if (replica === undefined) return `${name}: not known`;
                const { head, id } = replica.checkpoint;
                const saying = follower!.chooser.sayings.of(name)?.id;
                return string.format(
                    "%s: origin %d %s, at %d.%d, count %d, id %d, says %s, log %d, board %d/%d",
                    name,
                    head.origin.seconds % 10000,
                    head.maker,
                    head.at.seconds % 10000,
                    head.at.counter,
                    head.count,
                    id,
                    tostring(saying),
                    replica.log.entries.length,
                    this.sessions.get(name)!.own.used(),
                    this.sessions.get(name)!.own.cells.bytes,
                );
            })
            .join("\n");
    }
}
