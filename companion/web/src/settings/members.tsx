/** Members of a room and their computers: seen by all of its members, changed by its admins on their own computers. */
import { useState } from "preact/hooks";
import { useAnswer } from "../answer";
import type { MemberInfo, Members } from "../answers";
import { Shows } from "../parts/notices";
import { change, roomPath } from "../request";
import { useRoom } from "../room";
import { type Action, useAction } from "./action";
import { Confirmed } from "./confirmed";
import { Secret } from "./secret";

interface Done {
    /** Why the server does not have it yet. */
    readonly problems: readonly string[];
}

/** Changes something; what is not sent yet is told. */
async function changeRoom(...asked: Parameters<typeof change>): Promise<void> {
    const { problems } = await change<Done>(...asked);
    if (problems.length > 0) throw new Error(problems.join(" "));
}

const ROLES = ["read", "own", "relay", "admin"] as const;

/** Digits of a computer's key that are shown. */
const KEY_DIGITS = 12;

function RoleChoice(props: { readonly member: MemberInfo; readonly action: Action; readonly room: string }) {
    const { member, action, room } = props;
    const set = (role: string): void =>
        action.run(() => changeRoom("PATCH", roomPath(room, `members/${member.number}`), { role }));
    return (
        <select
            aria-label={`Role of ${member.label}`}
            value={member.role}
            disabled={action.isBusy}
            onChange={(event) => set(event.currentTarget.value)}
        >
            {ROLES.map((role) => (
                <option key={role} value={role}>
                    {role}
                </option>
            ))}
        </select>
    );
}

function Devices(props: {
    readonly member: MemberInfo;
    readonly list: Members;
    readonly action: Action;
    readonly room: string;
}) {
    const { member, list, action, room } = props;
    const mayDrop = list.canChange || list.own?.member === member.number;
    return (
        <ul class="plain">
            {member.devices.map(({ key, label, dropped }) => (
                <li key={key} class="row">
                    <code>{key.slice(0, KEY_DIGITS)}</code>
                    <span>{label}</span>
                    {key === list.own?.device && <span class="tag">this computer</span>}
                    {dropped && <span class="tag">dropped</span>}
                    {mayDrop && !dropped && key !== list.own?.device && (
                        <Confirmed
                            label="Drop"
                            question={`Drop ${label} for good?`}
                            isBusy={action.isBusy}
                            onDo={() => action.run(() => changeRoom("DELETE", roomPath(room, `devices/${key}`)))}
                        />
                    )}
                </li>
            ))}
        </ul>
    );
}

function MemberRow(props: {
    readonly member: MemberInfo;
    readonly list: Members;
    readonly action: Action;
    readonly room: string;
}) {
    const { member, list, action, room } = props;
    const isMember = member.role !== "none";
    return (
        <li class="card">
            <div class="row">
                <strong>{member.label}</strong>
                {list.canChange && isMember ? (
                    <RoleChoice member={member} action={action} room={room} />
                ) : (
                    <span class="tag">{isMember ? member.role : "removed"}</span>
                )}
                {list.canChange && isMember && member.number !== list.own?.member && (
                    <Confirmed
                        label="Remove"
                        question={`Remove ${member.label}?`}
                        isBusy={action.isBusy}
                        onDo={() => action.run(() => changeRoom("DELETE", roomPath(room, `members/${member.number}`)))}
                    />
                )}
            </div>
            <Devices {...props} />
        </li>
    );
}

function Invite(props: { readonly action: Action; readonly room: string; readonly onLink: (link: string) => void }) {
    const { action, room, onLink } = props;
    const [character, setCharacter] = useState("");
    const [role, setRole] = useState("own");
    const send = (event: Event): void => {
        event.preventDefault();
        action.run(async () => {
            const path = roomPath(room, "members");
            const { link, problems } = await change<Done & { link: string }>("POST", path, { character, role });
            onLink(link);
            setCharacter("");
            if (problems.length > 0) throw new Error(problems.join(" "));
        });
    };
    return (
        <form class="filters" onSubmit={send}>
            <label class="field">
                <span>Character to invite</span>
                <input
                    type="text"
                    required
                    value={character}
                    placeholder="Name-Realm"
                    onInput={(event) => setCharacter(event.currentTarget.value)}
                />
            </label>
            <label class="field">
                <span>Role</span>
                <select value={role} onChange={(event) => setRole(event.currentTarget.value)}>
                    {ROLES.map((each) => (
                        <option key={each} value={each}>
                            {each}
                        </option>
                    ))}
                </select>
            </label>
            <button type="submit" disabled={action.isBusy}>
                Invite
            </button>
        </form>
    );
}

function MemberList({ list }: { readonly list: Members }) {
    const { name: room } = useRoom();
    const action = useAction();
    const [link, setLink] = useState<string | undefined>(undefined);
    const pair = (): void =>
        action.run(async () => setLink((await change<{ link: string }>("POST", roomPath(room, "devices"), {})).link));
    return (
        <>
            {!list.canChange && (
                <p class="muted">Members are changed by the room's admins, each on the page of their own computer.</p>
            )}
            {action.problem !== undefined && (
                <p class="bad-text" role="alert">
                    {action.problem}
                </p>
            )}
            {link !== undefined && (
                <Secret text={link} what="The link, for one person alone: who uses it first is that member" />
            )}
            {list.canChange && <Invite action={action} room={room} onLink={setLink} />}
            {list.own !== null && (
                <p>
                    <button type="button" disabled={action.isBusy} onClick={pair}>
                        Add one more computer of mine
                    </button>
                </p>
            )}
            <ul class="cards">
                {list.members.map((member) => (
                    <MemberRow key={member.number} member={member} list={list} action={action} room={room} />
                ))}
            </ul>
        </>
    );
}

export function MemberSettings() {
    const room = useRoom();
    const answer = useAnswer<Members>(roomPath(room.name, "members"), { keepsOld: true });
    return (
        <section>
            <h2>Members and computers</h2>
            <Shows answer={answer} what="members">
                {(list) => <MemberList list={list} />}
            </Shows>
        </section>
    );
}
