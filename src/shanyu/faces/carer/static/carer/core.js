/* The day of a class from its entries. Pure: no page, no network, no store. The rules are those of
   `domain/care/day.py`, and a test holds both against the same days.

   An entry: {mark, at (ISO), child, kind, facts, note, by, batch, replaces, withdrawn}. */

export const BATCH = 200;
const WAITS = [2, 5, 15, 30, 60, 120];

/* What only one standing entry may say; null for what may be said any number of times. */
export function slot(entry) {
  const { kind, facts } = entry;
  if (kind === "medication") return `medication/${facts.request}/${facts.slot}`;
  if (kind === "sleep") return `sleep/${facts.slot}/${facts.state}`;
  if (kind === "arrival" || kind === "departure") return kind;
  if (kind === "meal") return `meal/${facts.slot}`;
  if (kind === "check" && facts.slot !== "watch") return `check/${facts.slot}`;
  return null;
}

/* Those that nothing replaces, by time and then by mark. */
export function standing(entries) {
  const known = new Map(entries.map((one) => [one.mark, one]));
  const replaced = new Set();
  for (const one of known.values()) {
    for (const mark of one.replaces ?? []) if (mark !== one.mark) replaced.add(mark);
  }
  return [...known.values()]
    .filter((one) => !replaced.has(one.mark) && !one.withdrawn)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.mark < b.mark ? -1 : 1));
}

/* Standing entries of one slot that differ. */
export function conflicts(entries) {
  const groups = new Map();
  for (const one of standing(entries)) {
    const key = slot(one);
    if (key) groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].filter(
    (group) =>
      group.length > 1 && (group[0].kind === "medication" || group.some((one) => said(one) !== said(group[0])))
  );
}

function said(entry) {
  return JSON.stringify(Object.entries(entry.facts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/* Where a child stands at a moment (in ms). Times are in ms, null where there is none. */
export function state(entries, until) {
  const told = standing(entries);
  const of = (kind) => told.filter((one) => one.kind === kind);
  const times = (kind) => of(kind).map((one) => Date.parse(one.at));
  const left = Math.max(...times("departure"), -Infinity);
  const gone = left > -Infinity;
  const arrived = Math.min(...times("arrival"), Infinity);
  const [outSince, minutes] = outdoors(of("outdoor"), gone ? left : until);
  const nap = of("sleep").at(-1);
  const asleep = nap?.facts.state === "asleep" ? Date.parse(nap.at) : null;
  const outcome = of("check").at(-1)?.facts.outcome ?? "";
  const present = arrived < Infinity && !gone;
  return {
    arrivedAt: arrived < Infinity ? arrived : null,
    leftAt: gone ? left : null,
    asleepSince: gone ? null : asleep,
    outdoorsSince: gone ? null : outSince,
    outdoorMinutes: minutes,
    inClass: of("moved").at(-1)?.facts.to_class ?? null,
    checks: [...new Set(of("check").map((one) => one.facts.slot))].sort(),
    outcome,
    present,
    isolated: present && outcome !== "" && outcome !== "in_class",
  };
}

function outdoors(told, end) {
  let since = null;
  let spent = 0;
  for (const one of told) {
    const at = Date.parse(one.at);
    if (one.facts.state === "out") since ??= at;
    else if (since !== null) {
      spent += at - since;
      since = null;
    }
  }
  if (since !== null) spent += Math.max(0, end - since);
  return [since, Math.floor(spent / 60000)];
}

/* What the server says and what waits here, each mark once: the server's word counts for what it has. */
export function merge(server, queue) {
  const known = new Map(queue.filter((one) => !one.refused).map((one) => [one.mark, one]));
  for (const one of server) known.set(one.mark, one);
  return [...known.values()];
}

/* The entries of a queue that are to be sent now, oldest first. */
export function batch(queue) {
  return queue
    .filter((one) => !one.refused)
    .sort((a, b) => a.order - b.order)
    .slice(0, BATCH);
}

/* What the server answered: marks that are gone from the queue, and entries that stay with a reason. */
export function settle(queue, answer) {
  const here = new Set([...answer.accepted, ...answer.known]);
  const refused = new Map(answer.refused.map((one) => [one.mark, one.words]));
  return {
    gone: queue.filter((one) => here.has(one.mark)),
    kept: queue.filter((one) => refused.has(one.mark)).map((one) => ({ ...one, refused: refused.get(one.mark) })),
  };
}

/* How many seconds to wait after so many failures in a row. */
export function wait(failures) {
  return WAITS[Math.min(Math.max(failures - 1, 0), WAITS.length - 1)];
}

/* One entry as it is sent: nothing that is only of this device. */
export function asSent({ order, refused, title, ...entry }) {
  return entry;
}

/* Which children a fact of the usual day can be said of now. */
export function fits(chip, day, child) {
  const has = (key) => day.standing.some((one) => slot(one) === key);
  if (chip.when === "absent") return !child.leave && day.state.arrivedAt === null;
  if (!day.state.present) return false;
  if (chip.when === "indoors" && day.state.outdoorsSince !== null) return false;
  if (chip.when === "outdoors" && day.state.outdoorsSince === null) return false;
  if (chip.when === "asleep" && day.state.asleepSince === null) return false;
  const key = slot({ kind: chip.kind, facts: chip.facts });
  return key === null || !has(key);
}
