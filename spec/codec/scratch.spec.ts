import { deflate } from "../../src/codec/deflate";
import { inflate } from "../../src/codec/inflate";
import { giveScratch, takeScratch } from "../../src/codec/scratch";
import { SeededRandom } from "../random";
import { columns, samples } from "./compressible";
import { largestAllocation } from "./steps";

describe("scratch", () => {
    it("gives each table to one user at a time, and the same one again", () => {
        const first = takeScratch();
        const second = takeScratch();
        assert.is_false(first === second);
        giveScratch(first);
        assert.is_true(takeScratch() === first);
        giveScratch(first);
        giveScratch(second);
    });

    it("keeps a few tables only", () => {
        const taken = new LuaSet<object>();
        const tables = samples(new SeededRandom(1)).map(() => takeScratch());
        for (const each of tables) {
            taken.add(each);
            giveScratch(each);
        }
        const again = tables.map(() => takeScratch());
        assert.is_true(again.some((each) => !taken.has(each)));
        for (const each of again) giveScratch(each);
    });

    it("lets a task that pauses and another one work side by side", () => {
        const bytes = columns(new SeededRandom(2), 3000);
        const others = columns(new SeededRandom(3), 200);
        let rounds = 0;
        const stream = deflate(bytes, () => {
            rounds++;
            if (rounds % 8 === 0) assert.is_true(inflate(deflate(others), 100000) === others);
        });
        let back = 0;
        const whole = inflate(stream, 100000, () => {
            back++;
            assert.is_true(inflate(deflate(others), 100000) === others);
        });
        assert.is_true(rounds > 20 && back > 5 && whole === bytes);
    });

    it("keeps what is allocated in one step small: the codes of a block, or the strings that the output is joined of", () => {
        for (const [name, bytes] of samples(new SeededRandom(4))) {
            let stream = "";
            const packing = largestAllocation((pause) => {
                stream = deflate(bytes, pause);
            });
            const reading = largestAllocation((pause) => inflate(stream, 100000, pause));
            assert.is_true(packing < 128 + (3 * stream.length) / 1024, `${name}: ${packing} kB`);
            assert.is_true(reading < 128 + (3 * bytes.length) / 1024, `${name}: ${reading} kB`);
        }
    });
});
