import type { SendResult } from "../../src/ports";
import { CHANNEL_CASES, type ChannelStage } from "../link/channel-acceptance";
import { ManualTime, RecordingChannel } from "./world";

/** The channel of specs, which answers at once or, when `isLate`, when it is told to. */
function stageOf(isLate: boolean): ChannelStage {
    const channel = new RecordingChannel(new ManualTime());
    let answer: SendResult = "sent";
    channel.answer = () => (isLate ? "pending" : answer);
    return {
        channel,
        answer: (result) => {
            answer = result;
        },
        settle: () => {
            for (const done of channel.unanswered) done(answer);
            while (table.remove(channel.unanswered) !== undefined) {
                // Each is owed one answer.
            }
        },
        carried: () => channel.sent.map(({ text, chatType, target }) => ({ text, chatType, target })),
    };
}

for (const isLate of [false, true]) {
    describe(`RecordingChannel that answers ${isLate ? "late" : "at once"}`, () => {
        for (const [title, check] of CHANNEL_CASES) it(title, () => check(stageOf(isLate)));
    });
}
