import { useEffect } from 'react'
import { useConfig } from '@/features/session'

/** In an installation for development: makes the interface look as another language would, if that was chosen on this device. */
export function useProof(): void {
  const isForDevelopment = useConfig()?.development === true
  useEffect(() => {
    if (!isForDevelopment) return
    void import('../proof').then(({ takeUpProof }) => takeUpProof())
  }, [isForDevelopment])
}
