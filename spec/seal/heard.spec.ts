import { packKey } from "../../src/event/key";
import { Log } from "../../src/log/log";
import { Heard } from "../../src/seal/heard";
import { ImmediateBackground } from "../support/background";
import { WEEK } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";

const TIME = WEEK * 604800;

describe("Heard", () => {
    it("has the keys of a week once so many came, each counted once", () => {
        const log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
        const heard = new Heard();
        heard.note(log, TIME, 256, "\x01");
        heard.note(log, TIME, 256, "\x01");
        assert.is_nil(heard.keysOf(WEEK, 2));
        heard.note(log, TIME + 1, 256, "\x01");
        const keys = heard.keysOf(WEEK, 2)!;
        assert.is_true(keys.has(packKey(TIME, 256)));
        assert.is_true(keys.has(packKey(TIME + 1, 256)));
        assert.is_nil(heard.keysOf(WEEK + 1, 0));
    });

    it("says once that something came", () => {
        const log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
        const heard = new Heard();
        assert.is_false(heard.takeNews());
        heard.note(log, TIME, 256, "\x01");
        assert.is_true(heard.takeNews());
        heard.note(log, TIME, 256, "\x01");
        assert.is_false(heard.takeNews());
    });

    it("has the bodies that are other ones here", () => {
        const log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
        log.insert(TIME, 256, "\x01");
        const heard = new Heard();
        heard.note(log, TIME, 256, "\x01");
        assert.is_false(heard.rivalsOf(WEEK)!.has(packKey(TIME, 256)));
        heard.note(log, TIME, 256, "\x02");
        assert.are.equal("\x02", heard.rivalsOf(WEEK)!.get(packKey(TIME, 256)));
    });
});
