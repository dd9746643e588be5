import Link from "next/link";
import { Sum } from "./sum";

export default function Page() {
  return <main><Sum n="100000000" threads="2" /><p><Link href="/late/away">Away</Link></p></main>;
}
