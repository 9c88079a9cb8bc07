import { Plus, X } from 'lucide-react';
import type { Variant } from '@/api/marketing';
import { Button, IconButton } from '@/design/button';
import { NumberInput, TextInput } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { experimentTexts } from './texts';

interface VariantRowsProps {
  variants: Variant[];
  onChange: (variants: Variant[]) => void;
}

export function VariantRows({ variants, onChange }: VariantRowsProps) {
  const t = useTexts(experimentTexts);
  const set = (index: number, changed: Partial<Variant>) =>
    onChange(variants.map((v, i) => (i === index ? { ...v, ...changed } : v)));
  return (
    <div className="field" role="group" aria-label={t.variants}>
      <span className="label">{t.variants}</span>
      {variants.map((variant, i) => (
        <div key={i} className="row">
          <TextInput
            aria-label={`${t.variants} ${i + 1}: ${t.variantName}`}
            placeholder={t.variantName}
            value={variant.name}
            onChange={(e) => set(i, { name: e.target.value })}
          />
          <TextInput
            aria-label={`${t.variants} ${i + 1}: ${t.variantKey}`}
            placeholder={t.variantKey}
            value={variant.key}
            onChange={(e) => set(i, { key: e.target.value })}
          />
          <NumberInput
            aria-label={`${t.variants} ${i + 1}: ${t.weight}`}
            placeholder={t.weight}
            style={{ width: 84 }}
            value={variant.weight}
            onChange={(weight) => set(i, { weight: weight ?? 0 })}
          />
          <label className="row small soft" style={{ whiteSpace: 'nowrap' }}>
            <input
              type="radio"
              name="control"
              checked={variant.control}
              onChange={() => onChange(variants.map((v, j) => ({ ...v, control: i === j })))}
            />
            {t.control}
          </label>
          <IconButton
            label={t.removeVariant}
            disabled={variants.length <= 2}
            onClick={() => onChange(variants.filter((_, j) => j !== i))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          small
          look="ghost"
          onClick={() =>
            onChange([
              ...variants,
              { key: `variant_${variants.length + 1}`, name: '', weight: 1, control: false },
            ])
          }
        >
          <Plus aria-hidden />
          {t.addVariant}
        </Button>
      </div>
    </div>
  );
}
