/* Brings the ground under the map piece by piece: what the view shows, a little more, and nothing twice in a row. */

const PATIENCE = 180;

function outward([west, south, east, north], step) {
  return [Math.floor(west / step) * step, Math.floor(south / step) * step, Math.ceil(east / step) * step, Math.ceil(north / step) * step]
    .map((edge) => Number(edge.toFixed(4)));
}

function inside(inner, outer) {
  return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];
}

/** One kind of ground: `fill(answer)` gets the server's JSON for each new box of the view. */
class Sheet {
  constructor(url, detail, fill) {
    Object.assign(this, { url, detail, fill, box: null, level: null, going: null });
  }

  async follow(view, zoom) {
    const [level, step] = this.detail(zoom);
    if (level === null || (this.box && this.level === level && inside(view, this.box))) return;
    this.going?.abort();
    const going = (this.going = new AbortController());
    const box = outward(view, step);
    const address = new URL(this.url, location.href);
    address.searchParams.set("bbox", box.join(","));
    address.searchParams.set("detail", level);
    try {
      const answer = await fetch(address, { signal: going.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      this.fill(await answer.json());
      Object.assign(this, { box, level });
    } catch (trouble) {
      // An older question was dropped for a newer one, or the network is gone: the ground that is there stays.
      if (trouble.name !== "AbortError" && !(trouble instanceof TypeError)) throw trouble;
    }
  }
}

/** Keep `map` supplied with ground from the two addresses; `said(note)` gets the source's words. */
export function supply(map, groundUrl, streetsUrl, said) {
  const sheets = [];
  if (groundUrl) {
    sheets.push(new Sheet(groundUrl, (zoom) => (zoom < 13.5 ? ["towns", 0.1] : ["communities", 0.02]), (answer) => {
      map.getSource("ground")?.setData(answer.ground);
      map.getSource("names")?.setData(answer.names);
      said(answer.note);
    }));
  }
  if (streetsUrl) {
    sheets.push(new Sheet(streetsUrl, (zoom) => (zoom < 12 ? ["main", 0.05] : zoom < 13.5 ? ["streets", 0.01] : ["all", 0.004]), (answer) => {
      map.getSource("streets")?.setData(answer.streets);
    }));
  }
  let timer = 0;
  const follow = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const view = map.getBounds().toArray().flat();
      for (const sheet of sheets) sheet.follow(view, map.getZoom());
    }, PATIENCE);
  };
  map.on("moveend", follow);
  follow();
}
