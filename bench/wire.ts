/** Bytes on the wire, of messages that the whole addon sends. */

import type { Figure } from "./harness";
import { ADDON, addOfficer, checkErrors, createGuildRealm } from "./support/guild";

/** Seconds after the login until an officer is done with greeting. */
const SETTLED = 120;

/** Seconds within which a live event is on its way, and hardly anything else. */
const SOON = 0.1;

/** The texts that one client sends right after a slash command. */
function textsOf(command: string): string[] {
    const realm = createGuildRealm();
    const officer = addOfficer(realm, "Thrall");
    officer.login();
    addOfficer(realm, "Jaina").login();
    realm.advance(SETTLED);
    const texts: string[] = [];
    realm.setMessageHook((message) => {
        if (message.prefix === ADDON && message.sender === officer.fullName) texts[texts.length] = message.text;
    });
    officer.slash(command);
    realm.advance(SOON);
    checkErrors(realm);
    return texts;
}

export function run(): Figure[] {
    const texts = textsOf("/sdkp award Jaina 50 Ragnaros");
    if (texts.length !== 1) error(`one message expected, got ${texts.length}`, 0);
    return [
        {
            name: "live award of 50 points to one player, whole text of its one addon message, without the prefix",
            value: texts[0].length,
            unit: "bytes",
            target: 40,
            atMost: true,
        },
    ];
}
