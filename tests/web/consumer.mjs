// What a consumer of oEmbed makes of an address; its errors are told by their words.
import { extract } from "@extractus/oembed-extractor";

const [url, maxwidth, maxheight] = process.argv.slice(2);
try {
  console.log(JSON.stringify({ found: await extract(url, maxwidth ? { maxwidth, maxheight } : {}) }));
} catch (error) {
  console.log(JSON.stringify({ failed: error.message }));
}
