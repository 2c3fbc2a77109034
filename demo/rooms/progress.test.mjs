import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleRecords } from "./example-records.mjs";
import { createRoomsProgress } from "./progress.mjs";

test("there is a line for whatever happens", () => {
    const lines = [];
    const progress = createRoomsProgress({ write: (line) => lines.push(line) });
    for (const record of exampleRecords()) progress.take(record);
    progress.take({ type: "fault", fault: "reload", isOver: true, time: 111, client: 0 });
    progress.take({ type: "error", time: 112, client: "Aldan-Realm", message: "broken", stack: "" });
    progress.end();
    assert.deepEqual(
        lines.join(""),
        [
            "   15 s  Aldan leads\n",
            "   20 s  Helm of Might is put up\n",
            "   30 s  </script> crashes\n",
            "   40 s  </script> is back\n",
            "   50 s  Helm of Might goes to Aldan for 20 points (2 bids)\n",
            "   60 s  Spinal Reaper is put up\n",
            "   62 s  the network is cut in two\n",
            "   70 s  </script> leads\n",
            "   90 s  the network is whole again\n",
            "   92 s  </script> leads no more\n",
            "  100 s  Spinal Reaper goes to nobody (2 bids)\n",
            "  111 s  Aldan does /reload\n",
            "  112 s  Aldan-Realm: error: broken\n",
        ].join(""),
    );
});
