import { type Client, type ClientOptions, type Realm, type RealmOptions, createRealm } from "../../realm/realm";

/** An addon that notes down what it hears under the prefix "T": "text|channel|sender|target". */
const LISTENER = `
    Heard = {}
    C_ChatInfo.RegisterAddonMessagePrefix("T")
    local frame = CreateFrame("Frame")
    frame:RegisterEvent("CHAT_MSG_ADDON")
    frame:SetScript("OnEvent", function(_, _, prefix, text, channel, sender, target)
        Heard[#Heard + 1] = table.concat({ text, channel, sender, target }, "|")
    end)
`;

/** Ranks of the guild "Guild": 0 leads, 1 speaks, 2 only hears. */
const RANKS = [{ name: "Leader" }, { name: "Member" }, { name: "Mute", canSpeak: false }];

/** A realm with the guild "Guild". */
export function createGuildRealm(options: RealmOptions = {}): Realm {
    const realm = createRealm(options);
    realm.addGuild({ name: "Guild", ranks: RANKS });
    return realm;
}

/** A client that is online, in the guild, and notes down what it hears. */
export function addListener(realm: Realm, name: string, options: Partial<ClientOptions> = {}): Client {
    const client = realm.addClient({
        guild: "Guild",
        rank: 1,
        addons: [{ name: "Listener", source: LISTENER }],
        ...options,
        name,
    });
    client.login();
    return client;
}

/** A client that is online and runs one source. */
export function addRunner(realm: Realm, source: string, options: Partial<ClientOptions> = {}): Client {
    const client = realm.addClient({ name: "Runner", addons: [{ name: "Test", source }], ...options });
    client.login();
    return client;
}

/** What a listener heard. */
export function heard(client: Client): string[] {
    return client.env.get("Heard") as string[];
}

/** Sends under the prefix "T"; gives the result code. */
export function send(client: Client, text: string, chatType: string, target?: string): number {
    const [result] = client.call("C_ChatInfo.SendAddonMessage", "T", text, chatType, target);
    return result as number;
}

/** The value of an expression in the client's world. */
export function evaluate(client: Client, expression: string): any {
    const [value] = client.run(`return ${expression}`);
    return value;
}

/** The message of the error that a function must raise. */
export function messageOf(body: (this: void) => unknown): string {
    const [ok, message] = pcall(body);
    // Not by assert: only the spec files themselves have that of busted.
    if (ok) error("an error was expected", 2);
    return tostring(message);
}
