import Link from "next/link";

export default function Page() {
  return <main><p><Link href="/early">Back</Link></p></main>;
}
