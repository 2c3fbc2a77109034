/** Archives of clients with and without the game's own compression, real Deflate this time. */

import { installEncodingUtil } from "../../realm/natives/encoding-util";
import { Archive, openScope, type SavedLedger, type SavedScope } from "../../src/log/archive";
import { Log } from "../../src/log/log";
import { findNativeCodec } from "../../src/platform/native";
import type { NativeCodec } from "../../src/ports";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause } from "../support/background";
import { randomEvents, type TestEvent, WEEK } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { insertAll, newRevocations, walk, withoutServer } from "../support/logs";
import { NO_NATIVE } from "../support/natives";

const SCOPE = "guild:Guild-Realm";
const COUNT = 100;

/** What the platform finds in a client with C_EncodingUtil. */
function deflateNative(): NativeCodec {
    const game = _G as unknown as LuaTable<string, unknown>;
    installEncodingUtil(game);
    const native = findNativeCodec();
    game.delete("C_EncodingUtil");
    return native;
}

const DEFLATE = deflateNative();

interface Client {
    readonly log: Log;
    readonly listener: RecordingListener;
    readonly archive: Archive;
    readonly scope: SavedScope;
}

/** A client that loads what is saved and keeps damaged weeks aside, as a session does. */
function open(saved: SavedLedger, native: NativeCodec): Client {
    const scope = openScope(saved, SCOPE)!;
    const listener = new RecordingListener();
    const log: Log = new Log(new ImmediateBackground(), native, {
        inserted: (time, id) => listener.inserted(time, id),
        conflict: () => {},
        yields: () => false,
        moves: () => true,
        quarantined: (week, packed, reason) => {
            listener.quarantined(week, packed, reason);
            archive.quarantine(week, packed.text, reason);
        },
    });
    const archive = new Archive(scope, log, newRevocations(), native);
    archive.load(noPause);
    return { log, listener, archive, scope };
}

function events(seed: number): TestEvent[] {
    const random = new SeededRandom(seed);
    const all = randomEvents(random, COUNT, WEEK);
    for (const event of randomEvents(random, COUNT, WEEK + 1)) all.push(event);
    return all;
}

/** Saves events of two weeks; gives what is saved. */
function save(all: readonly TestEvent[], native: NativeCodec): SavedLedger {
    const saved: SavedLedger = {};
    const { log, archive } = open(saved, native);
    insertAll(log, all);
    archive.save(noPause);
    return saved;
}

function textOf(saved: SavedLedger, week: number): string {
    return saved.scopes![SCOPE].weeks!.get(week);
}

describe("the archive of a client with native Deflate", () => {
    it("is deflated and shorter, and a client with it reads it", () => {
        const all = events(1);
        const saved = save(all, DEFLATE);
        const plain = save(all, NO_NATIVE);
        for (const week of [WEEK, WEEK + 1]) {
            assert.equal("z ", string.sub(textOf(saved, week), 1, 2));
            assert.equal("b ", string.sub(textOf(plain, week), 1, 2));
            assert.is_true(textOf(saved, week).length < textOf(plain, week).length);
        }
        assert.same(withoutServer(all), walk(open(saved, DEFLATE).log));
    });

    it("is read by a client without it, and written there as it can", () => {
        const all = events(2);
        const saved = save(all, DEFLATE);
        const { log, listener, archive } = open(saved, NO_NATIVE);
        assert.same(withoutServer(all), walk(log));
        assert.same([], listener.quarantines);
        log.insert(all[0].time, all[0].id + 1, "\x01");
        archive.save(noPause);
        assert.equal("b ", string.sub(textOf(saved, WEEK), 1, 2));
        assert.equal("z ", string.sub(textOf(saved, WEEK + 1), 1, 2));
        assert.equal(all.length + 1, walk(open(saved, NO_NATIVE).log).length);
    });

    it("may have been written by a client without it", () => {
        const all = events(4);
        assert.same(withoutServer(all), walk(open(save(all, NO_NATIVE), DEFLATE).log));
    });
});
