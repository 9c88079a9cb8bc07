import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/design/button';
import { TextInput } from '@/design/inputs';

interface AddNameProps {
  label: string;
  /** Names that are taken. */
  taken: readonly string[];
  onAdd: (name: string) => void;
}

/** Types a new name and adds it. */
export function AddName({ label, taken, onAdd }: AddNameProps) {
  const [name, setName] = useState('');
  const isTaken = taken.includes(name.trim());
  return (
    <form
      className="row"
      onSubmit={(e) => {
        e.preventDefault();
        onAdd(name.trim());
        setName('');
      }}
    >
      <TextInput
        small
        aria-label={label}
        placeholder={label}
        value={name}
        aria-invalid={isTaken || undefined}
        onChange={(e) => setName(e.target.value)}
      />
      <Button small type="submit" disabled={name.trim() === '' || isTaken}>
        <Plus aria-hidden />
        {label}
      </Button>
    </form>
  );
}
